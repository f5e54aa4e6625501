import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { NotePassee } from '../../shared/contract/chartes.ts';
import { dateDe, formaterDate } from '../../shared/domaine/dates.ts';
import { pluriel } from '../../shared/domaine/libelles.ts';
import { formaterDixiemes } from '../../shared/domaine/nombres.ts';
import { messageErreur, q } from '../api.ts';
import { chemins } from '../contexte.tsx';
import { Alerte } from '../ui/Alerte.tsx';
import { BadgePile } from '../ui/Badge.tsx';
import { Carte } from '../ui/Carte.tsx';
import { type ColonneTableau, Tableau } from '../ui/Tableau.tsx';

interface Props {
  readonly campagneId: number;
  /** Les notes d’un seul dossier, sous toutes les versions quittées. */
  readonly dossierId?: number;
  /** Les notes d’une seule version. */
  readonly charteId?: number;
}

function ecrireNote(dixiemes: number | null): string {
  return dixiemes === null ? '—' : formaterDixiemes(dixiemes);
}

const NOTE: readonly ColonneTableau<NotePassee>[] = [
  {
    code: 'note',
    titre: 'Note',
    nombre: true,
    largeur: '66px',
    rendu: ({ resultat }) => (
      <b className="g6" title={resultat.complete ? undefined : 'note partielle'}>
        {`${ecrireNote(resultat.dixiemes)}${resultat.complete ? '' : ' *'}`}
      </b>
    ),
  },
  {
    code: 'rang',
    titre: 'Rang',
    nombre: true,
    largeur: '56px',
    rendu: ({ resultat }) => resultat.rang ?? '—',
  },
  { code: 'pile', titre: 'Pile', largeur: '130px', rendu: ({ resultat }) => <BadgePile pile={resultat.pile} /> },
  {
    code: 'axes',
    titre: 'Par axe',
    passe: true,
    rendu: ({ axes }) => (
      <span className="encre2 t12">
        {axes.map(({ libelle, dixiemes }) => `${libelle} ${ecrireNote(dixiemes)}`).join(' · ')}
      </span>
    ),
  },
  {
    code: 'lecteurs',
    titre: 'Lectures',
    passe: true,
    rendu: ({ lectures }) => (
      <span className="t12">
        {lectures
          .map(({ agent, dixiemes, modifieLe, etat }) =>
            [
              agent,
              ecrireNote(dixiemes),
              `le ${formaterDate(dateDe(modifieLe))}`,
              ...(etat === 'en_cours' ? ['en cours'] : []),
            ].join(' '),
          )
          .join(' ; ')}
      </span>
    ),
  },
];

function avecDossier(campagneId: number): readonly ColonneTableau<NotePassee>[] {
  return [
    {
      code: 'structure',
      titre: 'Dossier',
      passe: true,
      largeur: '24%',
      rendu: (ligne) => (
        <Link href={chemins.dossier(campagneId, ligne.dossierId)} className="lien">
          {ligne.structure || ligne.numero}
        </Link>
      ),
    },
    ...NOTE,
  ];
}

/**
 * Les notes données avec une version de la charte que la campagne a quittée : refaites de lectures restées intactes.
 * Rien n’est montré s’il n’y en a pas.
 */
export function NotesPassees({ campagneId, dossierId, charteId }: Props) {
  const entree = { campagneId, ...(dossierId === undefined ? {} : { dossierId }) };
  const { data, error } = useQuery(q.chartes.notesPassees.queryOptions({ input: entree }));
  if (error) return <Alerte ton="al">{messageErreur(error)}</Alerte>;
  const notes = (data ?? []).filter(({ charte }) => charteId === undefined || charte.id === charteId);
  const versions = [...Map.groupBy(notes, ({ charte }) => charte.id).values()];
  return versions.map((lignes) => {
    const [premiere] = lignes;
    if (!premiere) return null;
    const { charte } = premiere;
    return (
      <Carte
        key={charte.id}
        plein
        titre={`Notes données avec la version ${charte.version}`}
        sousTitre={`« ${charte.nom} »${dossierId === undefined ? ` · ${pluriel(lignes.length, 'dossier')}` : ''} · gardées telles quelles, la campagne se sert d’une autre version`}
      >
        <Tableau
          libelle={`Notes données avec la version ${charte.version}`}
          lignes={lignes}
          cle={(ligne) => ligne.dossierId}
          colonnes={dossierId === undefined ? avecDossier(campagneId) : NOTE}
        />
      </Carte>
    );
  });
}
