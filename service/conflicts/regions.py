"""Countries, the states of the US and continents: what a city lies in, so that the two are not compared."""

from service.verification.spellings import key

_REGIONS = """
    afghanistan;albania;algeria;andorra;angola;argentina;armenia;australia;austria;azerbaijan;bahamas;bahrain;
    bangladesh;barbados;belarus;belgium;belize;benin;bhutan;bolivia;bosnia;botswana;brazil;britain;brunei;bulgaria;
    burkina faso;burundi;cambodia;cameroon;canada;chad;chile;china;colombia;congo;costa rica;croatia;cuba;cyprus;
    czechia;czech republic;denmark;djibouti;dominican republic;ecuador;egypt;el salvador;england;eritrea;estonia;
    ethiopia;fiji;finland;france;gabon;gambia;georgia;germany;ghana;greece;greenland;guatemala;guinea;guyana;haiti;
    honduras;hungary;iceland;india;indonesia;iran;iraq;ireland;israel;italy;ivory coast;jamaica;japan;jordan;
    kazakhstan;kenya;kosovo;kuwait;kyrgyzstan;laos;latvia;lebanon;lesotho;liberia;libya;liechtenstein;lithuania;
    luxembourg;madagascar;malawi;malaysia;maldives;mali;malta;mauritania;mauritius;mexico;moldova;monaco;mongolia;
    montenegro;morocco;mozambique;myanmar;namibia;nepal;netherlands;new zealand;nicaragua;niger;nigeria;north korea;
    north macedonia;norway;oman;pakistan;palestine;panama;papua new guinea;paraguay;peru;philippines;poland;portugal;
    qatar;romania;russia;rwanda;samoa;saudi arabia;scotland;senegal;serbia;sierra leone;singapore;slovakia;slovenia;
    somalia;south africa;south korea;south sudan;spain;sri lanka;sudan;suriname;sweden;switzerland;syria;taiwan;
    tajikistan;tanzania;thailand;tibet;togo;tonga;trinidad;tunisia;turkey;turkiye;turkmenistan;uganda;uk;ukraine;
    united arab emirates;uae;united kingdom;united states;usa;us;america;uruguay;uzbekistan;vanuatu;vatican;venezuela;
    vietnam;wales;yemen;zambia;zimbabwe;
    alabama;alaska;arizona;arkansas;california;colorado;connecticut;delaware;florida;hawaii;idaho;illinois;indiana;
    iowa;kansas;kentucky;louisiana;maine;maryland;massachusetts;michigan;minnesota;mississippi;missouri;montana;
    nebraska;nevada;new hampshire;new jersey;new mexico;north carolina;north dakota;ohio;oklahoma;oregon;pennsylvania;
    rhode island;south carolina;south dakota;tennessee;texas;utah;vermont;virginia;wisconsin;wyoming;
    africa;antarctica;asia;europe;north america;south america;latin america;middle east;european union;eu"""
_KEYS = frozenset(" ".join(key(word) for word in name.split()) for name in _REGIONS.replace("\n", " ").split(";"))


def is_region(name: str) -> bool:
    """Whether a name is that of a region, the article before it or not."""
    plain = [key(word) for word in name.split()]
    return " ".join(plain[1:] if plain[:1] == ["the"] else plain) in _KEYS
