import { listerAgents } from '../../db/queries/agents.ts';
import { listerEmportables } from '../../db/queries/grilles.ts';
import type { ApercuGrilles, FormeGrille, RepriseFaite } from '../../shared/contract/grilles.ts';
import { pluriel } from '../../shared/domaine/libelles.ts';
import { formaterDixiemes } from '../../shared/domaine/nombres.ts';
import { agentCourant, nomComplet } from '../backend/acteur.ts';
import type { Context } from '../backend/context.ts';
import { pileDe } from '../backend/grilles/etat.ts';
import { produireGrille } from '../backend/grilles/produire.ts';
import { analyserGrilles, reprendreGrilles } from '../backend/grilles/reprendre.ts';
import { deposerChemin } from '../backend/imports/depots.ts';
import { Refus } from '../backend/refus.ts';
import {
  type Commande,
  campagneVisee,
  choisirAgentDeCommande,
  type Demande,
  MauvaisUsage,
  type Resultat,
  rangerDocument,
  sortieExigee,
} from './commun.ts';

function formeVisee(texte: unknown): FormeGrille {
  if (texte === undefined || texte === 'feuilles') return 'feuilles';
  if (texte === 'large') return 'large';
  throw new MauvaisUsage('--forme attend « feuilles » (une par dossier) ou « large » (une ligne par dossier).');
}

/** La pile de l’agent sans ses lectures terminées, qui ne se reprennent pas ; toute la campagne s’il n’y a pas d’agent. */
function dossiersAEmporter(context: Context, campagneId: number): number[] {
  const agentId = agentCourant(context)?.id ?? 0;
  const pile = pileDe(listerEmportables(context.db, campagneId, agentId));
  const restants = pile.filter((d) => d.etat !== 'terminee');
  if (restants.length === 0 && pile.length > 0) {
    throw new Refus(
      'tout_est_lu',
      'Toutes les lectures de cet agent sont terminées : rouvrez-en une, ou choisissez un autre agent.',
    );
  }
  return restants.map((d) => d.id);
}

async function ecrire(context: Context, demande: Demande, usage: string): Promise<Resultat> {
  const sortie = sortieExigee(demande, usage);
  const forme = formeVisee(demande.valeurs['forme']);
  const campagneId = campagneVisee(context, demande);
  const { agent: nom } = demande.valeurs;
  if (typeof nom === 'string') choisirAgentDeCommande(context, nom);
  const dossierIds = dossiersAEmporter(context, campagneId);
  const document = await produireGrille(context, { campagneId, dossierIds, forme }, () => {});
  await rangerDocument(context, document.documentId, sortie);
  const { octets, sha256 } = document;
  const json = { fichier: sortie, octets, sha256, forme, dossiers: dossierIds.length, agent: nom ?? null };
  return { json, texte: `${sortie} : ${pluriel(dossierIds.length, 'dossier')} à lire\n`, refuse: false };
}

/** L’agent nommé ; à blanc, rien ne s’écrit, pas même lui. */
function lecteurVise(context: Context, demande: Demande): { id: number; nom: string } {
  const nom = demande.valeurs['agent'];
  if (typeof nom !== 'string' || !nom.trim().includes(' '))
    throw new MauvaisUsage('Dites au nom de qui reprendre : --agent "Prénom Nom".');
  const connu = listerAgents(context.db).find((a) => nomComplet(a) === nom);
  if (demande.valeurs['a-blanc'] === true) return { id: connu?.id ?? 0, nom };
  choisirAgentDeCommande(context, nom);
  return { id: agentCourant(context)?.id ?? 0, nom };
}

function enTexte(apercu: ApercuGrilles, faite: RepriseFaite | null): string {
  const note = (dixiemes: number | null) => (dixiemes === null ? '—' : formaterDixiemes(dixiemes));
  const dossiers = apercu.dossiers.flatMap((d) =>
    d.etat === 'inchange'
      ? []
      : [
          `  ${LIBELLES_ETAT[d.etat]} ${d.numero} ${d.structure} : ${pluriel(d.changements.length, 'changement')}, note ${note(d.noteAvant)} → ${note(d.noteApres)}${d.raison === null ? '' : ` ; ${d.raison}`}`,
          ...d.changements.flatMap((c) =>
            c.aDecider ? [`    ${c.cellule} ${c.libelle} : base ${c.avant}, grille ${c.apres}`] : [],
          ),
        ],
  );
  const anomalies = apercu.anomalies.map((a) => {
    const lieu = [a.fichier, [a.feuille, a.cellule].filter(Boolean).join('!')].filter(Boolean).join(' ');
    return `  ${a.bloquante ? 'BLOQUANT' : 'à savoir'} ${lieu} : ${a.message}`;
  });
  const bilan =
    faite === null
      ? 'À blanc : rien n’est écrit.'
      : `${pluriel(faite.changements, 'changement')} sur ${pluriel(faite.dossiers, 'dossier')}, ${pluriel(faite.terminees, 'lecture terminée', 'lectures terminées')}, ${pluriel(faite.gardes, 'ligne gardée', 'lignes gardées')}, ${pluriel(faite.ecartes, 'dossier écarté', 'dossiers écartés')}`;
  const refuses = apercu.fichiers.filter((f) => f.refus !== null).map((f) => `  REFUSÉ ${f.nom} : ${f.refus}`);
  return `${[bilan, ...refuses, ...dossiers, ...anomalies].join('\n')}\n`;
}

const LIBELLES_ETAT = {
  a_reprendre: 'repris',
  inchange: 'inchangé',
  a_decider: 'À DÉCIDER',
  ecarte: 'ÉCARTÉ',
} as const;

async function reprendre(context: Context, demande: Demande, usage: string): Promise<Resultat> {
  if (demande.fichiers.length === 0) throw new MauvaisUsage(`Donnez au moins une grille. Usage : ${usage}`);
  const campagneId = campagneVisee(context, demande);
  const lecteur = lecteurVise(context, demande);
  let depotId: string | undefined;
  for (const fichier of demande.fichiers) ({ depotId } = await deposerChemin(context, fichier, depotId));
  const cible = { campagneId, depotId: depotId ?? '' };
  const apercu = await analyserGrilles(context, cible, () => {}, undefined, lecteur);
  const toutes = demande.valeurs['confirmer'] === true;
  const aBlanc = demande.valeurs['a-blanc'] === true || apercu.fichiers.every((f) => f.refus !== null);
  const faite = aBlanc
    ? null
    : await reprendreGrilles(context, {
        ...cible,
        prendre: toutes ? 'toutes' : [],
        terminer: demande.valeurs['terminer'] === true,
      });
  const { depotId: _, ...vu } = apercu;
  const json = {
    ...vu,
    aBlanc: faite === null,
    changements: faite?.changements ?? 0,
    terminees: faite?.terminees ?? 0,
    gardes: faite?.gardes ?? 0,
  };
  const laisse =
    apercu.fichiers.some((f) => f.refus !== null) ||
    apercu.anomalies.some((a) => a.bloquante) ||
    (!toutes && apercu.dossiers.some((d) => d.etat === 'a_decider'));
  return { json, texte: enTexte(apercu, faite), refuse: laisse };
}

export const COMMANDES_GRILLES: readonly (readonly [string, Commande])[] = [
  [
    'grille',
    {
      usage: 'clas grille --base FICHIER --sortie F.xlsx [--agent "Prénom Nom"] [--forme feuilles|large]',
      aide: 'la grille à lire hors ligne : la pile de l’agent, ou tous les dossiers sans --agent',
      base: 'existante',
      ecrit: false,
      executer(context, demande) {
        return ecrire(context, demande, this.usage);
      },
    },
  ],
  [
    'lectures',
    {
      usage: 'clas lectures --base FICHIER --agent "Prénom Nom" F.xlsx… [--a-blanc] [--confirmer] [--terminer]',
      aide: 'reprend des grilles remplies ; sortie 1 si quelque chose est laissé (--confirmer : la grille l’emporte sur ce qui a changé ; --terminer : termine les lectures complètes)',
      base: 'existante',
      ecrit: false,
      executer(context, demande) {
        return reprendre(context, demande, this.usage);
      },
    },
  ],
];
