"""The offer for search engines and assistants, in the words of schema.org.

Sources: https://schema.org/GovernmentService, https://schema.org/ContactPoint.
"""


def structured_data(page, facts, url: str) -> dict:
    """A ``GovernmentService`` in JSON-LD."""
    data = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "@id": url,
        "url": url,
        "name": page.title,
        "description": page.search_description or page.lead,
        "inLanguage": page.language,
        "provider": _provider(page),
        "serviceType": _service_type(page),
        "areaServed": [
            {"@type": "AdministrativeArea", "name": place.label} for place in facts.territories
        ],
        "availableChannel": list(_channels(page, facts)),
    }
    return {name: value for name, value in data.items() if value}


def _provider(page) -> dict:
    if page.establishment is None:
        return {}
    found = {"@type": "GovernmentOrganization", "name": page.establishment.name}
    if page.establishment.address:
        found["address"] = page.establishment.address
    if page.owner_unit:
        found["department"] = {"@type": "Organization", "name": page.owner_unit}
    return found


def _service_type(page) -> str:
    return page.service.label if page.service else ""


def _channels(page, facts):
    if facts.form and facts.form.is_open:
        yield {"@type": "ServiceChannel", "serviceUrl": _whole(page, facts.form.url)}
    if contact := facts.point():
        point = {"@type": "ContactPoint", "availableLanguage": ["fr", "en"]}
        if contact.phone:
            # In figures alone: readers of this data dial it.
            point["telephone"] = contact.uri.removeprefix("tel:").replace(";ext=", ",")
        if contact.email:
            point["email"] = contact.email
        if contact.hours:
            point["description"] = contact.hours
        yield {"@type": "ServiceChannel", "servicePhone": point}


def _whole(page, address: str) -> str:
    site = page.get_site()
    return address if "://" in address or site is None else site.root_url + address
