"""What the service-offer page is made of: blocks, footnotes, leaflet, codes. No database."""
