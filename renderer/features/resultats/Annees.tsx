import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useSearchParams } from 'wouter';
import type { AnneeDeStructure, ComparaisonAnnees, LigneAnnees } from '../../../shared/contract/resultats.ts';
import { LIBELLES_DECISION, LIBELLES_PILE, pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterDixiemes, formaterEntier, formaterEuros } from '../../../shared/domaine/nombres.ts';
import { messageErreur, q } from '../../api.ts';
import { Alerte, Chargement } from '../../ui/Alerte.tsx';
import { Etat, type Ton } from '../../ui/Badge.tsx';
import { Carte, Chiffres } from '../../ui/Carte.tsx';
import type { ColonneGrille } from '../../ui/grille/colonnes.tsx';
import { Grille } from '../../ui/grille/Grille.tsx';
import { ColonnesGrille, RechercheGrille, VuesGrille } from '../../ui/grille/Outils.tsx';
import { useGrille } from '../../ui/grille/use-grille.ts';
import { Onglets } from '../../ui/Onglets.tsx';
import type { NomSigne } from '../../ui/Signe.tsx';

type Statut = LigneAnnees['statut'];
const STATUTS: Readonly<Record<Statut, { readonly libelle: string; readonly ton: Ton; readonly signe: NomSigne }>> = {
  nouveau: { libelle: 'Nouveau', ton: 'accent', signe: 'plus' },
  reconduit: { libelle: 'Reconduit', ton: 'ok', signe: 'fait' },
  non_reconduit: { libelle: 'Non reconduit', ton: 'neutre', signe: 'moins' },
};

type DossierAnnee = AnneeDeStructure['dossiers'][number];

function meilleure(annee: AnneeDeStructure | null): number | null {
  const notes = annee?.dossiers.flatMap(({ dixiemes }) => (dixiemes === null ? [] : [dixiemes])) ?? [];
  return notes.length === 0 ? null : Math.max(...notes);
}

/** Une valeur, ou la plus basse et la plus haute quand la structure a plusieurs dossiers. */
function etendre(
  annee: AnneeDeStructure | null,
  valeur: (dossier: DossierAnnee) => number | null,
  ecrire: (v: number) => string,
): string {
  const valeurs = (annee?.dossiers ?? []).flatMap((d) => valeur(d) ?? []).toSorted((a, b) => a - b);
  const [basse, haute] = [valeurs[0], valeurs.at(-1)];
  if (basse === undefined || haute === undefined) return '—';
  return basse === haute ? ecrire(basse) : `${ecrire(basse)} à ${ecrire(haute)}`;
}

/** Les mots différents de ses dossiers, une fois chacun. */
function reunir(annee: AnneeDeStructure | null, dire: (dossier: DossierAnnee) => string | null): string {
  return [...new Set((annee?.dossiers ?? []).flatMap((d) => dire(d) ?? []))].join(', ');
}

function meilleurRang(annee: AnneeDeStructure | null): number | null {
  const rangs = annee?.dossiers.flatMap(({ rang }) => (rang === null ? [] : [rang.rang])) ?? [];
  return rangs.length === 0 ? null : Math.min(...rangs);
}

function direDecision({ decision }: DossierAnnee): string | null {
  if (decision === null) return null;
  return decision === 'mixte' ? 'Selon le collectif' : LIBELLES_DECISION[decision];
}

/** Sans campagne d’avant, ni colonne N-1, ni « nouveau » : rien ne permet de le dire. */
const DE_LA_COMPARAISON: ReadonlySet<string> = new Set(['statut', 'evolution']);

function colonnesDe(donnees: ComparaisonAnnees): readonly ColonneGrille<LigneAnnees>[] {
  const toutes = toutesLesColonnes(donnees);
  if (donnees.anneePrecedente !== null) return toutes;
  return toutes.filter(({ code }) => !code.endsWith('.n1') && !DE_LA_COMPARAISON.has(code));
}

function toutesLesColonnes({
  anneeScolaire,
  anneePrecedente,
}: ComparaisonAnnees): readonly ColonneGrille<LigneAnnees>[] {
  const deux = (
    code: string,
    titre: string,
    construire: (
      annee: (l: LigneAnnees) => AnneeDeStructure | null,
    ) => Omit<ColonneGrille<LigneAnnees>, 'code' | 'titre'>,
  ) => [
    { code: `${code}.n`, titre: `${titre} N`, titreLong: `${titre}, ${anneeScolaire}`, ...construire((l) => l.n) },
    {
      code: `${code}.n1`,
      titre: `${titre} N-1`,
      titreLong: `${titre}, ${anneePrecedente ?? 'année précédente'}`,
      ...construire((l) => l.n1),
      attenue: true,
    },
  ];
  return [
    {
      code: 'structure',
      titre: 'Structure',
      largeurMin: 150,
      valeur: (l) => l.raisonSociale || 'Structure sans nom',
      graisse: 'm',
      tri: 'asc',
      figee: true,
    },
    { code: 'commune', titre: 'Commune', largeur: 120, valeur: (l) => l.communeNom, cachee: true },
    { code: 'territoire', titre: 'Territoire', largeur: 130, valeur: (l) => l.territoire, cachee: true },
    {
      code: 'statut',
      titre: 'Parcours',
      largeur: 106,
      valeur: (l) => STATUTS[l.statut].libelle,
      rendu: ({ statut }) => (
        <Etat ton={STATUTS[statut].ton} signe={STATUTS[statut].signe}>
          {STATUTS[statut].libelle}
        </Etat>
      ),
    },
    ...deux('note', 'Note', (annee) => ({
      genre: 'dixiemes',
      largeur: 82,
      valeur: (l) => meilleure(annee(l)),
      rendu: (l) => etendre(annee(l), ({ dixiemes }) => dixiemes, formaterDixiemes),
    })),
    {
      code: 'evolution',
      titre: 'Écart',
      titreLong: 'Écart entre les meilleures notes des deux années',
      genre: 'dixiemes',
      largeur: 56,
      valeur: (l) => {
        const [n, n1] = [meilleure(l.n), meilleure(l.n1)];
        return n === null || n1 === null ? null : n - n1;
      },
    },
    ...deux('rang', 'Rang', (annee) => ({
      genre: 'entier',
      largeur: 66,
      valeur: (l) => meilleurRang(annee(l)),
      rendu: (l) => etendre(annee(l), ({ rang }) => rang?.rang ?? null, String),
    })),
    ...deux('pile', 'Pile', (annee) => ({
      largeur: 94,
      valeur: (l) => reunir(annee(l), ({ pile }) => (pile === null ? null : LIBELLES_PILE[pile])),
      cachee: true,
    })),
    ...deux('decision', 'Décision', (annee) => ({ largeurMin: 96, valeur: (l) => reunir(annee(l), direDecision) })),
    ...deux('collectifs', 'Coll.', (annee) => ({
      genre: 'entier',
      largeur: 60,
      valeur: (l) => annee(l)?.collectifs ?? null,
      total: true,
    })),
    ...deux('demande', 'Demandé €', (annee) => ({
      genre: 'montant',
      largeur: 96,
      valeur: (l) => annee(l)?.demandeCentimes ?? null,
      total: true,
      cachee: true,
    })),
    ...deux('droit', 'Droit €', (annee) => ({
      genre: 'montant',
      largeur: 92,
      valeur: (l) => annee(l)?.droitCentimes ?? null,
      total: true,
      cachee: true,
    })),
    ...deux('agree', 'Agréé €', (annee) => ({
      genre: 'montant',
      largeur: 90,
      valeur: (l) => annee(l)?.agreeCentimes ?? null,
      total: true,
    })),
  ];
}

type Filtre = Statut | 'tous';
const FILTRES: readonly Filtre[] = ['tous', 'reconduit', 'nouveau', 'non_reconduit'];

/** Année N contre N-1, structure par structure, avec les totaux des deux années. */
export function Annees({ campagneId }: { readonly campagneId: number }) {
  const { data, error } = useQuery(q.resultats.annees.queryOptions({ input: { campagneId } }));
  if (error)
    return (
      <Alerte ton="al" titre="La comparaison n’a pas pu être lue.">
        {messageErreur(error)}
      </Alerte>
    );
  if (!data) return <Chargement texte="Comparaison des deux années…" />;
  return <Comparaison donnees={data} />;
}

function Comparaison({ donnees }: { readonly donnees: ComparaisonAnnees }) {
  const [requete, setRequete] = useSearchParams();
  const grille = useGrille<LigneAnnees>('resultats.annees');
  const colonnes = useMemo(() => colonnesDe(donnees), [donnees]);
  const filtre = FILTRES.find((f) => f === requete.get('parcours')) ?? 'tous';
  const lignes = donnees.lignes.filter(({ statut }) => filtre === 'tous' || statut === filtre);
  const { anneePrecedente, anneeScolaire, totaux } = donnees;
  const compter = (code: Filtre) =>
    code === 'tous' ? donnees.lignes.length : donnees.lignes.filter(({ statut }) => statut === code).length;
  return (
    <div className="colonne remplit res-vue">
      {anneePrecedente === null && (
        <Alerte ton="info" titre="Pas de campagne précédente dans cette base.">
          {`Rien à quoi comparer ${anneeScolaire} : les structures sont montrées seules. La comparaison se fera dès que la base tiendra deux années de suite.`}
        </Alerte>
      )}
      {donnees.avertissement !== null && <Alerte ton="att">{donnees.avertissement}</Alerte>}
      <Chiffres
        chiffres={[
          chiffre('Structures', totaux, ({ structures }) => structures, formaterEntier),
          chiffre('Collectifs', totaux, ({ collectifs }) => collectifs, formaterEntier),
          chiffre('Enfants', totaux, ({ effectif }) => effectif, formaterEntier),
          chiffre('Droit calculé', totaux, ({ droitCentimes }) => droitCentimes, formaterEuros),
          chiffre('Agréé', totaux, ({ agreeCentimes }) => agreeCentimes, formaterEuros),
        ]}
      />
      <div className="rangee passe">
        {anneePrecedente !== null && (
          <Onglets<Filtre>
            libelle="Parcours montrés"
            actif={filtre}
            onChange={(code) =>
              setRequete((avant) => {
                if (code === 'tous') avant.delete('parcours');
                else avant.set('parcours', code);
                return avant;
              })
            }
            onglets={FILTRES.map((code) => ({
              code,
              libelle: code === 'tous' ? 'Toutes' : STATUTS[code].libelle,
              nombre: compter(code),
            }))}
          />
        )}
        <RechercheGrille grille={grille} />
        <span className="rangee serree a-droite">
          <ColonnesGrille grille={grille} />
          <VuesGrille grille={grille} />
        </span>
      </div>
      <Carte plein className="remplit">
        <Grille
          grille={grille}
          libelle="Année N contre N-1"
          lignes={lignes}
          colonnes={colonnes}
          cle={({ structureId }) => structureId}
          totaux={(affichees) => pluriel(affichees, 'structure')}
          vide="Aucune structure ne répond à ce filtre."
        />
      </Carte>
    </div>
  );
}

type Total = ComparaisonAnnees['totaux']['n'];

function chiffre(
  libelle: string,
  { n, n1 }: ComparaisonAnnees['totaux'],
  valeur: (t: Total) => number,
  formater: (v: number) => string,
) {
  return {
    libelle,
    valeur: (
      <>
        {formater(valeur(n))}
        {n1 !== null && <span className="encre2 res-avant">{`N-1 : ${formater(valeur(n1))}`}</span>}
      </>
    ),
  };
}
