import { useState } from 'react';
import type { Indu } from '../../../../shared/contract/indus.ts';
import { formaterDate } from '../../../../shared/domaine/dates.ts';
import { pluriel } from '../../../../shared/domaine/libelles.ts';
import { formaterMontant } from '../../../../shared/domaine/nombres.ts';
import { api } from '../../../api.ts';
import { DialogueDeRelance } from '../../../courriers/DialogueDeRelance.tsx';
import { CaseACocher } from '../../../ui/Champs.tsx';
import type { ColonneTableau } from '../../../ui/Tableau.tsx';
import { basculer } from '../../../use-tentative.ts';

/** Délai laissé par défaut au porteur, en jours. */
const DELAI = 30;

/** Un dossier qui doit rembourser : la lettre réclame tout ce qu’il lui reste dû, d’un ou de plusieurs constats. */
interface Debiteur {
  readonly dossierId: number;
  readonly numero: string;
  readonly raisonSociale: string;
  readonly resteCentimes: number;
  readonly relances: Indu['relances'];
}

function debiteursDe(indus: readonly Indu[]): readonly Debiteur[] {
  const dus = Map.groupBy(
    indus.filter((i) => i.resteCentimes > 0),
    (i) => i.dossierId,
  );
  return [...dus.values()].flatMap((siens) => {
    // Le plus récent d’abord : le plus ancien a toutes les lettres écrites depuis.
    const plusAncien = siens.at(-1);
    if (plusAncien === undefined) return [];
    const { dossierId, numeroDossier: numero, raisonSociale } = plusAncien;
    return [
      {
        dossierId,
        numero,
        raisonSociale,
        relances: plusAncien.relances,
        resteCentimes: siens.reduce((n, i) => n + i.resteCentimes, 0),
      },
    ];
  });
}

/** « 2 fois, pour le 15/12/2027 », ou « jamais ». */
export function direRelances(relances: Indu['relances']): string {
  const derniere = relances.at(-1);
  return derniere === undefined
    ? 'jamais'
    : `${pluriel(relances.length, 'fois', 'fois')}, pour le ${formaterDate(derniere.echeance)}`;
}

/** Coché d’emblée : à qui rien n’est demandé, ou dont la date demandée est passée ; sinon, tous. */
function aDemander(debiteurs: readonly Debiteur[], aujourdhui: string): ReadonlySet<number> {
  const attendus = debiteurs.filter(({ relances }) => {
    const derniere = relances.at(-1);
    return derniere === undefined || derniere.echeance < aujourdhui;
  });
  return new Set((attendus.length > 0 ? attendus : debiteurs).map((d) => d.dossierId));
}

function colonnesDe(
  choisis: ReadonlySet<number>,
  reclameCentimes: number,
  onChoisir: (dossierIds: readonly number[], oui: boolean) => void,
): readonly ColonneTableau<Debiteur>[] {
  return [
    {
      code: 'structure',
      titre: 'Structure',
      passe: true,
      rendu: ({ dossierId, raisonSociale, numero }) => (
        <CaseACocher
          libelle={`${raisonSociale}, dossier ${numero}`}
          valeur={choisis.has(dossierId)}
          onChange={(oui) => onChoisir([dossierId], oui)}
        />
      ),
      total: 'Somme réclamée',
    },
    {
      code: 'demande',
      titre: 'Déjà demandé',
      largeur: '190px',
      rendu: ({ relances }) => direRelances(relances),
      total: '',
    },
    {
      code: 'reste',
      titre: 'Reste dû €',
      nombre: true,
      largeur: '110px',
      rendu: ({ resteCentimes }) => formaterMontant(resteCentimes),
      total: formaterMontant(reclameCentimes),
    },
  ];
}

interface Props {
  readonly campagneId: number;
  readonly indus: readonly Indu[];
  readonly aujourdhui: string;
  readonly onFermer: () => void;
}

/** À qui le remboursement est demandé et avant quand, puis les lettres. */
export function RelancerIndus({ campagneId, indus, aujourdhui, onFermer }: Props) {
  const debiteurs = debiteursDe(indus);
  const [choisis, setChoisis] = useState(() => aDemander(debiteurs, aujourdhui));
  const isChoisi = ({ dossierId }: Debiteur) => choisis.has(dossierId);
  const reclame = debiteurs.filter(isChoisi).reduce((n, d) => n + d.resteCentimes, 0);
  return (
    <DialogueDeRelance
      taille="lg"
      titre="Demander le remboursement des trop-perçus"
      travail="indus.relancer"
      libelleDate="À rembourser au plus tard le"
      delai={DELAI}
      aujourdhui={aujourdhui}
      lignes={debiteurs}
      dossierDe={(d) => d.dossierId}
      isRetenu={isChoisi}
      colonnes={colonnesDe(choisis, reclame, (ids, oui) => setChoisis((avant) => basculer(avant, ids, oui)))}
      vide="Plus aucun trop-perçu ne reste dû."
      produire={(lettres, signal) => api.indus.relancer({ campagneId, ...lettres }, { signal })}
      dire={(nombre) => ['Remboursements demandés', `${pluriel(nombre, 'lettre')} au journal.`]}
      onFermer={onFermer}
    />
  );
}
