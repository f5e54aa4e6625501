import type { DossierAttribue, EtatAttributions, RoleLecteur } from '../../../shared/contract/instruction.ts';
import type { ColonneGrille } from '../../ui/grille/colonnes.tsx';
import { type NomSigne, Signe } from '../../ui/Signe.tsx';

type Lecteur = DossierAttribue['lecteurs'][number];

export const LIBELLES_ROLE: Readonly<Record<RoleLecteur, string>> = { lecteur: 'Lecteur', rapporteur: 'Rapporteur' };
export const ASPECTS_LECTURE: Readonly<
  Record<Lecteur['lecture'], { readonly signe: NomSigne; readonly ton: string; readonly libelle: string }>
> = {
  non_commencee: { signe: 'vide', ton: 'ton-neutre', libelle: 'à lire' },
  en_cours: { signe: 'en_cours', ton: 'ton-accent', libelle: 'en cours' },
  terminee: { signe: 'fait', ton: 'ton-ok', libelle: 'terminée' },
};

const PREFIXE = 'agent:';
/** L’agent d’une colonne de la grille ; null pour les autres colonnes. */
export function agentDeColonne(colonne: string): number | null {
  return colonne.startsWith(PREFIXE) ? Number(colonne.slice(PREFIXE.length)) : null;
}

export function lecteurDe(dossier: DossierAttribue, agentId: number): Lecteur | undefined {
  return dossier.lecteurs.find((l) => l.agentId === agentId);
}

/** « Rapporteur, terminée », « Lien d’intérêt », ou rien. */
export function direLecteur(lecteur: Lecteur | undefined): string {
  if (!lecteur) return '';
  const { role, lecture, lien } = lecteur;
  if (lien) return lecture === 'non_commencee' ? 'Lien d’intérêt' : 'Lien d’intérêt, lecture écartée';
  return `${role === null ? 'Non attribué' : LIBELLES_ROLE[role]}, ${ASPECTS_LECTURE[lecture].libelle}`;
}

function CaseLecteur({ lecteur }: { readonly lecteur: Lecteur }) {
  const { role, lecture, lien } = lecteur;
  const aspect = ASPECTS_LECTURE[lecture];
  return (
    <span className="etat" title={lien ? `${direLecteur(lecteur)} : ${lien.motif}` : direLecteur(lecteur)}>
      {lien ? (
        <>
          <Signe nom="sans_objet" className="ton-att" />
          Lien
        </>
      ) : (
        <>
          <Signe nom={aspect.signe} className={aspect.ton} />
          {role === null ? <i>lit</i> : role === 'rapporteur' ? <b>Rapp.</b> : 'Lecteur'}
        </>
      )}
    </span>
  );
}

/** « C. Aubry » : les colonnes d’agents restent étroites. */
function abreger(nom: string): string {
  const [prenom = '', ...suite] = nom.split(' ');
  return suite.length === 0 ? nom : `${prenom.slice(0, 1)}. ${suite.join(' ')}`;
}

/** Une colonne par agent, après ce qui décrit le dossier. */
export function colonnesAttributions({
  agents,
  reglages,
}: Pick<EtatAttributions, 'agents' | 'reglages'>): readonly ColonneGrille<DossierAttribue>[] {
  return [
    { code: 'numero', titre: 'N°', largeur: 82, valeur: (d) => d.numero, attenue: true, figee: true },
    {
      code: 'structure',
      titre: 'Structure',
      largeurMin: 160,
      valeur: (d) => d.structure || 'Structure sans nom',
      graisse: 'm',
    },
    { code: 'commune', titre: 'Commune', largeur: 120, valeur: (d) => d.communeNom, cachee: true },
    { code: 'territoire', titre: 'Territoire', largeur: 128, valeur: (d) => d.territoire },
    { code: 'collectifs', titre: 'Collectifs', genre: 'entier', largeur: 74, valeur: (d) => d.collectifs, total: true },
    {
      code: 'enfants',
      titre: 'Enfants',
      genre: 'entier',
      largeur: 68,
      valeur: (d) => d.enfants,
      total: true,
      cachee: true,
    },
    {
      code: 'manque',
      titre: 'Manque',
      titreLong: `Lecteurs qui manquent (${reglages.lecteursParDossier} par dossier)`,
      genre: 'entier',
      largeur: 70,
      valeur: (d) => d.manque || null,
      total: true,
    },
    ...agents.map(
      ({ id, nom }): ColonneGrille<DossierAttribue> => ({
        code: `${PREFIXE}${id}`,
        titre: abreger(nom),
        titreLong: nom,
        largeur: 94,
        valeur: (d) => direLecteur(lecteurDe(d, id)),
        rendu: (d) => {
          const lecteur = lecteurDe(d, id);
          return lecteur && <CaseLecteur lecteur={lecteur} />;
        },
      }),
    ),
  ];
}
