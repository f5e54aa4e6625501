import { CHAMP_PAR_CODE } from './champs.ts';
import { type Axe, CalculCondition, type Charte, type Condition, type Critere } from './charte.ts';
import { EXIGENCE_PAR_CODE } from './exigences.ts';
import { creerLecteur, type ErreurDeLecture, type Lecteur, montrer, type Objet, proposer } from './lecteur-json.ts';

export type CharteLue =
  | { readonly valide: true; readonly charte: Charte }
  | { readonly valide: false; readonly erreurs: readonly ErreurDeLecture[] };

/**
 * Lit une charte écrite en JSON. Dit tout ce qui ne va pas, chacun à son chemin : ce qui manque, n’est pas du bon type,
 * n’existe pas dans le catalogue, ou n’est pas connu de l’application. Un texte vide passe : c’est un brouillon.
 */
export function lireCharteJson(texte: string): CharteLue {
  let brut: unknown;
  try {
    // Un éditeur de Windows met souvent cette marque en tête.
    brut = JSON.parse(texte.replace(/^\uFEFF/, ''));
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : '';
    return refuser([
      { chemin: '', message: `ce n’est pas du JSON (${detail}) : exportez la charte de Clas à nouveau` },
    ]);
  }
  const lecteur = creerLecteur();
  const charte = lecteur.objet(brut, '', (o) => lireCharte(o, lecteur));
  return charte !== null && lecteur.erreurs.length === 0 ? { valide: true, charte } : refuser(lecteur.erreurs);
}

function refuser(erreurs: readonly ErreurDeLecture[]): CharteLue {
  return { valide: false, erreurs };
}

function lireCharte(o: Objet, l: Lecteur): Charte {
  l.connaitre(o, '', [
    'nom',
    'version',
    'modele',
    'origine',
    'seuilNote',
    'participationSymboliqueCentimes',
    'conditions',
    'axes',
  ]);
  const participation = o['participationSymboliqueCentimes'] ?? null;
  return {
    nom: l.texte(o, '', 'nom', 200),
    version: l.entier(o, '', 'version'),
    modele: l.ouiNon(o, '', 'modele'),
    origine: l.texte(o, '', 'origine', 4000),
    seuilNote: l.entier(o, '', 'seuilNote'),
    participationSymboliqueCentimes: participation === null ? null : l.entier(o, '', 'participationSymboliqueCentimes'),
    conditions: l.liste(o, '', 'conditions', 100, lireCondition),
    axes: l.liste(o, '', 'axes', 30, lireAxe),
  };
}

function lireCondition(o: Objet, ou: string, l: Lecteur): Condition {
  l.connaitre(o, ou, ['code', 'libelle', 'aide', 'calcul', 'eliminatoire', 'champs', 'couvre']);
  return {
    code: l.texte(o, ou, 'code', 40),
    libelle: l.texte(o, ou, 'libelle', 200),
    aide: l.texte(o, ou, 'aide', 2000),
    calcul: lireCalcul(o, ou, l),
    eliminatoire: l.ouiNon(o, ou, 'eliminatoire'),
    ...lirePreuves(o, ou, l),
  };
}

function lireCalcul(o: Objet, ou: string, l: Lecteur): Condition['calcul'] {
  const valeur = o['calcul'] ?? null;
  const lu = CalculCondition.nullable().safeParse(valeur);
  if (lu.success) return lu.data;
  l.noter(
    `${ou}.calcul`,
    `calcul « ${montrer(valeur)} » inconnu : mettez null (l’agent répondra), ou l’un de ${CalculCondition.options.join(', ')}`,
  );
  return null;
}

function lireAxe(o: Objet, ou: string, l: Lecteur): Axe {
  l.connaitre(o, ou, ['code', 'libelle', 'abrege', 'poids', 'seuil', 'criteres']);
  return {
    code: l.texte(o, ou, 'code', 40),
    libelle: l.texte(o, ou, 'libelle', 200),
    abrege: l.texte(o, ou, 'abrege', 20),
    poids: l.entier(o, ou, 'poids'),
    seuil: l.entier(o, ou, 'seuil'),
    criteres: l.liste(o, ou, 'criteres', 60, lireCritere),
  };
}

function lireCritere(o: Objet, ou: string, l: Lecteur): Critere {
  l.connaitre(o, ou, ['code', 'libelle', 'poids', 'niveaux', 'champs', 'couvre']);
  const niveaux = l.textes(o, ou, 'niveaux');
  const [zero = '', un = '', deux = '', trois = ''] = niveaux;
  if (niveaux.length !== 4 && Array.isArray(o['niveaux']))
    l.noter(
      `${ou}.niveaux`,
      `4 descriptions attendues, des niveaux 0 à 3, et ${niveaux.length} trouvée${niveaux.length > 1 ? 's' : ''}`,
    );
  return {
    code: l.texte(o, ou, 'code', 40),
    libelle: l.texte(o, ou, 'libelle', 200),
    poids: l.entier(o, ou, 'poids'),
    niveaux: [zero, un, deux, trois],
    ...lirePreuves(o, ou, l),
  };
}

function lirePreuves(o: Objet, ou: string, l: Lecteur): { champs: string[]; couvre?: string[] } {
  const champs = l.textes(o, ou, 'champs');
  champs.forEach((code, rang) => {
    if (!CHAMP_PAR_CODE.has(code))
      l.noter(
        `${ou}.champs[${rang}]`,
        `champ « ${code} » inconnu${proposer(code, [...CHAMP_PAR_CODE.keys()])} : corrigez-le ou retirez-le`,
      );
  });
  if (o['couvre'] === undefined) return { champs };
  const couvre = l.textes(o, ou, 'couvre');
  couvre.forEach((code, rang) => {
    if (!EXIGENCE_PAR_CODE.has(code))
      l.noter(
        `${ou}.couvre[${rang}]`,
        `exigence « ${code} » inconnue${proposer(code, [...EXIGENCE_PAR_CODE.keys()])} : corrigez-la ou retirez-la`,
      );
  });
  return { champs, couvre };
}
