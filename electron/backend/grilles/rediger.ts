import type { Dossier, Reponse } from '../../../shared/contract/dossiers.ts';
import { CHAMP_PAR_CODE } from '../../../shared/domaine/champs.ts';
import type { Critere } from '../../../shared/domaine/charte.ts';
import { verifierIban } from '../../../shared/domaine/identifiants.ts';
import { LIBELLES_NIVEAU_SCOLAIRE, pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { extraire } from '../../../shared/domaine/textes.ts';
import type { DossierDeGrille, ReponseDeGrille } from '../tableurs/ecrire-grille-donnees.ts';

/** Un classeur qui voyage n’emporte pas de coordonnées bancaires : elles ne servent pas à noter. */
const CHAMPS_BANCAIRES: ReadonlySet<string | null> = new Set(['iban', 'bic', 'titulaireCompte']);
/** Longueur d’une réponse citée à côté d’un critère ; elle est entière plus haut. */
const CITATION = 180;

/** Les réponses d’un dossier, rangées comme à l’écran, chacune avec sa cellule d’origine. */
export function redigerSections(dossier: Dossier): DossierDeGrille['sections'] {
  const de = (section: Reponse['section']) => dossier.reponses.filter((r) => r.section === section && estMontrable(r));
  const sections = [
    { titre: 'identité', reponses: de('identite').map(rediger) },
    { titre: 'projet', reponses: de('projet').map(rediger) },
    { titre: 'collectifs', reponses: redigerCollectifs(dossier) },
    { titre: 'budget', reponses: redigerBudget(dossier) },
    { titre: 'pièces et engagements', reponses: redigerPieces(dossier, de('pieces')) },
    { titre: 'relevé à l’import', reponses: redigerAnomalies(dossier) },
    { titre: 'autres colonnes reçues', reponses: de('autres').map(rediger), annexe: true },
  ];
  return sections.filter(({ reponses }) => reponses.length > 0);
}

function estMontrable({ champ, valeur, brut }: Reponse): boolean {
  if (CHAMPS_BANCAIRES.has(champ) || valeur.trim() === '') return false;
  return !verifierIban(brut).valide;
}

function libelleDe({ champ, libelle }: Reponse): string {
  return (champ === null ? undefined : CHAMP_PAR_CODE.get(champ)?.libelle) ?? libelle;
}

function rediger(reponse: Reponse): ReponseDeGrille {
  return { question: libelleDe(reponse), reponse: reponse.valeur, source: reponse.adresse };
}

function redigerCollectifs({ listeCollectifs, reponses }: Dossier): ReponseDeGrille[] {
  return listeCollectifs.map((c) => {
    const sources = reponses.filter((r) => r.collectifId === c.id && r.valeur.trim() !== '').map((r) => r.adresse);
    const [premiere, derniere] = [sources[0], sources.at(-1)];
    return {
      question: `Collectif ${c.lettre}${c.libelle === '' ? '' : ` : ${c.libelle}`}`,
      reponse: [
        c.niveau === null ? 'niveau non renseigné' : LIBELLES_NIVEAU_SCOLAIRE[c.niveau],
        c.classes,
        c.effectif === null ? 'effectif non renseigné' : pluriel(c.effectif, 'enfant'),
        c.adultes === null ? 'adultes non renseignés' : `${pluriel(c.adultes, 'adulte')} par séance`,
        [c.lieu, c.communeNom].filter(Boolean).join(', '),
        [c.jours, c.horaires].filter(Boolean).join(', '),
        `coût ${formaterEuros(c.coutCentimes)}${c.coutPartage ? ' (budget partagé)' : ''}`,
      ]
        .filter(Boolean)
        .join(' ; '),
      source: [premiere, ...(derniere === premiere ? [] : [derniere])].filter(Boolean).join(' à '),
    };
  });
}

function redigerBudget({ budget, demandeCentimes }: Dossier): ReponseDeGrille[] {
  const lignes = (sens: string, liste: Dossier['budget']['charges']) =>
    liste
      .filter((l) => l.montantCentimes !== 0)
      .map((l) => ({
        question: `${sens} ${l.compte} ${l.libelle}`.trim(),
        reponse: formaterEuros(l.montantCentimes),
        source: l.adresse,
      }));
  if (budget.charges.length + budget.produits.length === 0 && demandeCentimes === null) return [];
  return [
    ...lignes('Charge', budget.charges),
    { question: 'Total des charges', reponse: formaterEuros(budget.totalChargesCentimes), source: 'calculé' },
    ...lignes('Produit', budget.produits),
    { question: 'Total des produits', reponse: formaterEuros(budget.totalProduitsCentimes), source: 'calculé' },
    ...budget.controles.map((c) => ({
      question: c.libelle,
      reponse: [c.gauche, c.signe, c.droite].filter(Boolean).join(' '),
      source: { oui: 'contrôle : oui', non: 'contrôle : non', info: 'à savoir', non_renseigne: 'non renseigné' }[
        c.etat
      ],
    })),
  ];
}

function redigerPieces({ pieces }: Dossier, reponses: readonly Reponse[]): ReponseDeGrille[] {
  const dejaDites = new Set(pieces.map((p) => p.champ));
  return [
    ...pieces.map((p) => ({
      question: p.libelle,
      reponse: p.recue ? 'reçue' : 'non reçue',
      source: extraire(p.fichiers, 60),
    })),
    ...reponses.filter((r) => r.champ === null || !dejaDites.has(r.champ)).map(rediger),
  ];
}

function redigerAnomalies({ anomaliesImport }: Dossier): ReponseDeGrille[] {
  return anomaliesImport.map((a) => ({
    question: 'À vérifier',
    reponse: a.valeur === '' ? a.message : `${a.message} (« ${extraire(a.valeur)} »)`,
    source: a.adresse,
  }));
}

/** Par critère, les réponses qui l’appuient, avec leur cellule ; ce qui manque est dit. */
export function redigerPreuves(
  reponses: readonly Reponse[],
  criteres: readonly Critere[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    criteres.map((critere) => [
      critere.code,
      critere.champs
        .filter((champ) => !CHAMPS_BANCAIRES.has(champ))
        .flatMap((champ) => {
          const lues = reponses.filter((r) => r.champ === champ && r.valeur.trim() !== '');
          const libelle = CHAMP_PAR_CODE.get(champ)?.libelle ?? champ;
          if (lues.length === 0) return [`${libelle} : sans réponse`];
          if (lues.length === 1)
            return lues.map((r) => `${libelle} : « ${extraire(r.valeur, CITATION)} » (${r.adresse})`);
          // Une réponse par collectif : sur une ligne, de la première cellule à la dernière.
          const valeurs = extraire(lues.map((r) => r.valeur).join(' ; '), CITATION);
          return [`${libelle} : « ${valeurs} » (${lues[0]?.adresse} à ${lues.at(-1)?.adresse})`];
        })
        .join('\n'),
    ]),
  );
}
