"""Capitals: news says "Ankara" for the government of Turkey. A capital names its country where a text names both."""

from service.verification.spellings import expanded

_PAIRS = """
    Ankara Turkey; Ankara Türkiye; Athens Greece; Baghdad Iraq; Beijing China; Beirut Lebanon; Belgrade Serbia;
    Berlin Germany; Brasilia Brazil; Bratislava Slovakia; Bucharest Romania; Budapest Hungary; Cairo Egypt;
    Canberra Australia; Caracas Venezuela; Chisinau Moldova; Copenhagen Denmark; Damascus Syria; Doha Qatar;
    Dublin Ireland; Hanoi Vietnam; Helsinki Finland; Islamabad Pakistan; Jakarta Indonesia; Jerusalem Israel;
    Kabul Afghanistan; Khartoum Sudan; Kyiv Ukraine; Lisbon Portugal; London Britain; Madrid Spain; Manila Philippines;
    Minsk Belarus; Moscow Russia; Nairobi Kenya; Oslo Norway; Ottawa Canada; Paris France; Prague Czechia;
    Pyongyang North Korea; Riga Latvia; Riyadh Saudi Arabia; Rome Italy; Seoul South Korea; Sofia Bulgaria;
    Stockholm Sweden; Tallinn Estonia; Tbilisi Georgia; Tehran Iran; Tokyo Japan; Tripoli Libya; Vienna Austria;
    Vilnius Lithuania; Warsaw Poland; Washington United States; Yerevan Armenia"""
_COUNTRIES = tuple(tuple(pair.split(maxsplit=1)) for pair in _PAIRS.split(";"))


def countries(quote: str, passage: str) -> list[str]:
    """The countries that the passage names and of which the quote from it names only the capital.

    Not the other way round: who says that Turkey was host has not said that Ankara was the place.
    """
    near, around = expanded(quote), expanded(passage)
    return [
        country
        for capital, country in _COUNTRIES
        if expanded(capital) <= near and not expanded(country) <= near and expanded(country) <= around
    ]


def is_capital_city(name: str) -> bool:
    """Whether a name is that of a country's capital."""
    return any(name == capital for capital, _ in _COUNTRIES)
