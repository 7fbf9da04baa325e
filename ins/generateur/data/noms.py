"""Family and given names of generated people, written for this product; each stands once.

The family names are made up, so that nobody generated looks like somebody. Those with a hyphen, a space or an
apostrophe are where a record and the reference base differ most.
"""

from typing import Final

NOMS: Final = (
    "Abrelune", "Aigrefeux", "Albasserre", "Ambreville", "Andrevigne", "Argelouse", "Aubepierre", "Aubrelot",
    "Avrilloux", "Balmefort", "Barbelune", "Basseterre", "Beauclair", "Beaufrêne", "Bellesource", "Bergeval",
    "Bléhaut", "Boisdoré", "Boisfleury", "Boislevé", "Bonnefrane", "Bossancourt", "Bouzevigne", "Braquevert",
    "Brévannes", "Brindosier", "Brumaire", "Buissonnet", "Cabrelain", "Campefort", "Cendrelin", "Chafeuil",
    "Champmarais", "Chantegrelet", "Chantelièvre", "Charmevent", "Chaumerel", "Chenevotte", "Clairambeau",
    "Clairgué", "Combeluze", "Corbeval", "Courtesaigne", "Crèvecombe", "Crissandre", "Dandrelle",
    "Daubremont", "Douvreleur", "Draveillon", "Ecluseau", "Embrevade", "Epinoche",
    "Estramel", "Étincelin", "Falguevert", "Fauvelière", "Ferrandine", "Feuillebois",
    "Flamenchot", "Florivaux", "Fontemoing", "Forgevieille", "Fougerolat", "Fraisselune", "Fresnevert",
    "Frontebise", "Galoubeau", "Garancelle", "Givrecourt", "Gouttebise", "Grandvallon",
    "Grézillac", "Grisolange", "Guérandelle", "Hautefaye", "Herbelot",
    "Hirondeau", "Houdremont", "Issandier", "Jaubreton", "Jonchevel", "Joncquelet", "Lacaussade",
    "Lambreval", "Landrevie", "Lavenière", "Leyssandre", "Lormelune", "Lourdrieux", "Luzerval",
    "Malvernhe", "Marguevert", "Maubrisset", "Merlevent", "Montaiguet",
    "Montauvert", "Morgelune", "Mouligneau", "Musardin", "Navarrelle", "Noirfontin", "Noisevert",
    "Oiselay", "Ombredane", "Orgevaux", "Palombier", "Pasquelune", "Peyrelade", "Pierrefiche",
    "Pimprenel", "Plaisandre", "Pontevert", "Quercelune", "Rambouve", "Ravinet",
    "Rossignolet", "Rouvrelin", "Sableuse", "Salamandrin", "Sarcelune",
    "Saulnevert", "Sorbelier", "Tamarelle", "Tilleulet",
    "Tournesac", "Tremblevif", "Valambre", "Vaubrun", "Venteuge", "Verdelune", "Vermandin",
    "Vertefeuille", "Villandreau", "Viorneval", "Ysambre",
)  # fmt: skip
COMPOSES: Final = (
    "Saint-Aubrac", "Val-d'Ambre", "Mont-Rivel", "Haute-Serre", "Bois-Joli", "Font-Belle", "Puy-Landry",
    "Roche-Aubin", "Clair-Vallon", "Grand-Lavoir", "Aubrelot-Vernet", "Corbeval-Lesage", "Le Gouvélin",
    "Le Brasidec", "La Fresnaye", "De Rocheclaire", "Du Trémeur", "De La Sauldre", "Des Ormelles",
    "D'Argenval", "D'Ormelune", "L'Herbaudière", "D'Issoncourt", "L'Épinay",
)  # fmt: skip
FEMININS: Final = (
    "Adèle", "Agathe", "Aline", "Ambre", "Angèle", "Annick", "Antoinette", "Apolline", "Armelle", "Aurore",
    "Béatrice", "Bérénice", "Berthe", "Blandine", "Capucine", "Cécile", "Céleste", "Clémence", "Clotilde",
    "Colette", "Coralie", "Daphné", "Delphine", "Denise", "Diane", "Édith", "Éléonore", "Élise", "Émilienne",
    "Estelle", "Eugénie", "Fanny", "Félicie", "Flavie", "Florence", "Gabrielle", "Gaëlle", "Geneviève",
    "Germaine", "Hélène", "Henriette", "Honorine", "Huguette", "Inès", "Irène", "Isaure", "Jacqueline",
    "Joséphine", "Judith", "Juliette", "Justine", "Laurence", "Léonie", "Lucile", "Ludivine", "Maëlle",
    "Marceline", "Margot", "Marthe", "Mathilde", "Mélanie", "Mireille", "Nadège", "Ninon", "Noémie", "Odile",
    "Paulette", "Perrine", "Philomène", "Raymonde", "Régine", "Roseline", "Salomé", "Séraphine", "Solange",
    "Solène", "Suzanne", "Sylvie", "Thérèse", "Valentine", "Véronique", "Victoire", "Violette", "Yvonne",
)  # fmt: skip
MASCULINS: Final = (
    "Achille", "Adrien", "Alban", "Aimé", "Alphonse", "Ambroise", "Anatole", "Anselme", "Armand", "Arsène",
    "Auguste", "Aurélien", "Baptiste", "Barnabé", "Basile", "Benoît", "Bertrand", "Blaise", "Camille",
    "Célestin", "Clément", "Côme", "Cyprien", "Damien", "Denis", "Désiré", "Edmond", "Édouard", "Élie",
    "Éloi", "Émile", "Étienne", "Eugène", "Fabien", "Félix", "Firmin", "Florent", "Gaël", "Gaspard",
    "Gaston", "Gilbert", "Grégoire", "Guy", "Hector", "Hippolyte", "Honoré", "Hugues", "Isidore", "Joachim",
    "Joël", "Jérôme", "Josselin", "Lazare", "Léon", "Léopold", "Lucien", "Marceau", "Marius", "Maurice",
    "Maxence", "Modeste", "Nestor", "Norbert", "Octave", "Olivier", "Oscar", "Pascal", "Prosper", "Raoul",
    "Raphaël", "Rémi", "René", "Roland", "Romain", "Samson", "Sébastien", "Sylvain", "Théodore", "Tristan",
    "Urbain", "Valère", "Yves",
)  # fmt: skip
# First given names of two parts: the civil status joins them or not, and a record may do otherwise.
FEMININS_DOUBLES: Final = ("Anne Sophie", "Marie Ange", "Marie Claude", "Rose Marie", "Anne Lise", "Lou Anne")
MASCULINS_DOUBLES: Final = (
    "Jean Baptiste",
    "Pierre Yves",
    "Jean Marc",
    "Charles Henri",
    "Marc Antoine",
    "Jean Loup",
)
