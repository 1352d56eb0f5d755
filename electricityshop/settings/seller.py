"""Who sells, as invoices must say. Nobody by these names exists; production refuses to start with them."""

from environs import Env

env = Env()

SELLER_NAME = env.str("SELLER_NAME", "Fictitious Electrics Ltd (demonstration)")
SELLER_STREET = env.str("SELLER_STREET", "1 Nowhere Street")
SELLER_POSTCODE = env.str("SELLER_POSTCODE", "00000")
SELLER_CITY = env.str("SELLER_CITY", "Exampletown")
SELLER_COUNTRY = env.str("SELLER_COUNTRY", "DE")
SELLER_VAT_ID = env.str("SELLER_VAT_ID", "DE000000000")
SELLER_REGISTER = env.str("SELLER_REGISTER", "")
SELLER_EMAIL = env.str("SELLER_EMAIL", "")
SELLER_PHONE = env.str("SELLER_PHONE", "")
SELLER_REQUIRED = {
    "SELLER_NAME": "the legal name on invoices",
    "SELLER_STREET": "the seller's street and number, for invoices",
    "SELLER_POSTCODE": "the seller's postcode, for invoices",
    "SELLER_CITY": "the seller's city, for invoices",
    "SELLER_COUNTRY": "the seller's country (ISO 3166 alpha-2), for invoices",
    "SELLER_VAT_ID": "the seller's VAT identification number, for invoices",
}
"""What production must be told, and how it is asked for."""
