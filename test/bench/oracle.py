"""Les valeurs qu'un lecteur indépendant, openpyxl, voit dans des classeurs : un JSON par fichier.

Appelé par corpus.ts : « python3 oracle.py LISTE.json » où la liste donne [{"chemin", "sortie"}, …].
Une cellule est [adresse, sorte, valeur] ; sortes : t texte, n nombre, b booléen, e erreur, d date (secondes depuis le
30/12/1899, heure murale), h heure ou durée (secondes).
"""

import datetime
import json
import signal
import sys
import warnings

import openpyxl

ORIGINE = datetime.datetime(1899, 12, 30)
SECONDES_MAX = 60


def cellule(c):
    v = c.value
    if isinstance(v, bool):
        return "b", v
    if isinstance(v, datetime.datetime):
        return "d", round((v - ORIGINE).total_seconds())
    if isinstance(v, datetime.date):
        return "d", (v - ORIGINE.date()).days * 86400
    if isinstance(v, datetime.time):
        return "h", round(v.hour * 3600 + v.minute * 60 + v.second + v.microsecond / 1e6)
    if isinstance(v, datetime.timedelta):
        return "h", round(v.total_seconds())
    if isinstance(v, (int, float)):
        return "n", v
    return ("e" if c.data_type == "e" else "t"), str(v)


def lire(chemin):
    classeur = openpyxl.load_workbook(chemin, data_only=True)
    feuilles = []
    for feuille in classeur.worksheets:
        cellules = []
        for place in sorted(feuille._cells):
            c = feuille._cells[place]
            if c.value is None or c.value == "":
                continue
            cellules.append([c.coordinate, *cellule(c)])
        feuilles.append({"nom": feuille.title, "cellules": cellules})
    return feuilles


def trop_long(_signal, _cadre):
    raise TimeoutError("plus de %d s" % SECONDES_MAX)


warnings.simplefilter("ignore")
signal.signal(signal.SIGALRM, trop_long)
for entree in json.load(open(sys.argv[1], encoding="utf-8")):
    signal.alarm(SECONDES_MAX)
    try:
        resultat = {"feuilles": lire(entree["chemin"])}
    except Exception as erreur:  # un fichier que l'oracle ne lit pas n'est pas comparé
        resultat = {"erreur": "%s: %s" % (type(erreur).__name__, erreur)}
    signal.alarm(0)
    with open(entree["sortie"], "w", encoding="utf-8") as f:
        json.dump(resultat, f)
