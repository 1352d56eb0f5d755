"""Invented customers. The first ones order again and again, most of them once or twice."""

from functools import lru_cache
from random import Random

from accounts.domain.postal import PostalAddress

_FIRST = ("Ada", "Anton", "Carla", "David", "Elena", "Felix", "Greta", "Henri", "Ines", "Jonas", "Klara", "Lukas", "Maja",
          "Nils", "Olga", "Paul", "Rosa", "Stefan", "Tilda", "Viktor")  # fmt: skip
_LAST = ("Adler", "Brandt", "Claes", "Dorn", "Engel", "Falk", "Gruber", "Hansen", "Ivarsson", "Jansen", "Keller", "Lang",
         "Moreau", "Novak", "Olsen", "Peeters", "Richter", "Sommer", "Torres", "Vogel", "Weber", "Zimmer")  # fmt: skip
_STREETS = (
    "Bahnhofstr.",
    "Gartenweg",
    "Hauptstr.",
    "Lindenallee",
    "Marktplatz",
    "Mühlweg",
    "Ringstr.",
    "Schulstr.",
)
_COMPANIES = ("Elektro {}", "{} Gebäudetechnik", "Haustechnik {}", "{} & Partner")
_TOWNS = (
    ("DE", "Berlin", "10115"), ("DE", "Hamburg", "20095"), ("DE", "München", "80331"), ("DE", "Köln", "50667"),
    ("DE", "Leipzig", "04109"), ("DE", "Bremen", "28195"), ("DE", "Freiburg", "79098"), ("AT", "Wien", "1010"),
    ("AT", "Graz", "8010"), ("BE", "Gent", "9000"), ("DK", "Aarhus", "8000"), ("FR", "Lyon", "69001"),
    ("NL", "Utrecht", "3511 AB"), ("LU", "Luxembourg", "1009"),
)  # fmt: skip
_WITH_COMPANY = 0.25
_STEEPNESS = 2


def customer_place(chance: Random, customers: int) -> int:
    """Which of the customers orders: of 10,000, the first has one order in a hundred, the later half three in ten."""
    return int(customers * chance.random() ** _STEEPNESS)


@lru_cache(maxsize=20_000)
def home(seed: int, who: str) -> PostalAddress:
    """Where somebody lives, the same in all their orders."""
    chance = Random(f"{seed}/home/{who}")
    country, city, postcode = chance.choice(_TOWNS)
    last = chance.choice(_LAST)
    company = chance.choice(_COMPANIES).format(last) if chance.random() < _WITH_COMPANY else ""
    return PostalAddress(
        name=f"{chance.choice(_FIRST)} {last}",
        company=company,
        line1=f"{chance.choice(_STREETS)} {chance.randint(1, 180)}",
        city=city,
        country=country,
        postcode=postcode,
    )
