import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DocumentProduit } from '../../../../shared/contract/documents.ts';
import type { Indu } from '../../../../shared/contract/indus.ts';
import { ajouterJours, formaterDate } from '../../../../shared/domaine/dates.ts';
import { pluriel } from '../../../../shared/domaine/libelles.ts';
import { formaterMontant } from '../../../../shared/domaine/nombres.ts';
import { api } from '../../../api.ts';
import { rangerDocument } from '../../../produire.ts';
import { Alerte } from '../../../ui/Alerte.tsx';
import { Bouton } from '../../../ui/Bouton.tsx';
import { CaseACocher, ChampDate } from '../../../ui/Champs.tsx';
import { Defile } from '../../../ui/Defile.tsx';
import { Dialogue } from '../../../ui/Dialogue.tsx';
import { notifier } from '../../../ui/notifier.tsx';
import { Progression } from '../../../ui/Progression.tsx';
import { type ColonneTableau, Tableau } from '../../../ui/Tableau.tsx';
import { useSuivi } from '../../../use-suivi.ts';
import { basculer } from '../../../use-tentative.ts';

/** Délai laissé par défaut au porteur, en jours. */
const DELAI = 30;

/** Un dossier qui doit rembourser : la lettre réclame tout ce qu’il lui reste dû, d’un ou de plusieurs constats. */
interface Debiteur {
  readonly dossierId: number;
  readonly numero: string;
  readonly raisonSociale: string;
  readonly resteCentimes: number;
  readonly demandes: Indu['demandes'];
}

function debiteursDe(indus: readonly Indu[]): readonly Debiteur[] {
  const dus = Map.groupBy(
    indus.filter((i) => i.resteCentimes > 0),
    (i) => i.dossierId,
  );
  return [...dus.values()].flatMap((siens) => {
    const [premier] = siens;
    if (premier === undefined) return [];
    const { dossierId, numeroDossier: numero, raisonSociale, demandes } = premier;
    return [
      { dossierId, numero, raisonSociale, demandes, resteCentimes: siens.reduce((n, i) => n + i.resteCentimes, 0) },
    ];
  });
}

/** « 2 fois, pour le 15/12/2027 », ou « jamais ». */
export function direDemandes(demandes: Indu['demandes']): string {
  const derniere = demandes.at(-1);
  return derniere === undefined
    ? 'jamais'
    : `${pluriel(demandes.length, 'fois', 'fois')}, pour le ${formaterDate(derniere.echeance)}`;
}

/** Coché d’emblée : à qui rien n’est demandé, ou dont la date demandée est passée ; sinon, tous. */
function aDemander(debiteurs: readonly Debiteur[], aujourdhui: string): ReadonlySet<number> {
  const attendus = debiteurs.filter(({ demandes }) => {
    const derniere = demandes.at(-1);
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
      rendu: ({ demandes }) => direDemandes(demandes),
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
export function DemanderRemboursement({ campagneId, indus, aujourdhui, onFermer }: Props) {
  const requetes = useQueryClient();
  const debiteurs = debiteursDe(indus);
  const [choisis, setChoisis] = useState(() => aDemander(debiteurs, aujourdhui));
  const [echeance, setEcheance] = useState<string | null>(ajouterJours(aujourdhui, DELAI));
  const lettres = useSuivi<DocumentProduit>('indus.demander');
  const retenus = debiteurs.filter((d) => choisis.has(d.dossierId));
  const reclame = retenus.reduce((n, d) => n + d.resteCentimes, 0);
  const passee = echeance === null || echeance <= aujourdhui;
  async function envoyer() {
    if (echeance === null || passee || retenus.length === 0) return;
    const dossierIds = retenus.map((d) => d.dossierId);
    const document = await lettres.lancer((signal) =>
      api.indus.demander({ campagneId, dossierIds, echeance }, { signal }),
    );
    if (document === null) return;
    await requetes.invalidateQueries();
    notifier(`${pluriel(retenus.length, 'demande')} au journal et au dossier.`, 'Remboursements demandés');
    onFermer();
    await rangerDocument(document.documentId);
  }
  return (
    <Dialogue
      ouvert
      taille="lg"
      titre="Demander le remboursement des trop-perçus"
      onFermer={onFermer}
      onEnvoyer={() => void envoyer()}
      pied={
        <>
          <Bouton onClick={onFermer}>Annuler</Bouton>
          <Bouton
            genre="principal"
            type="submit"
            icone="document"
            enCours={lettres.enCours}
            inactif={passee || retenus.length === 0}
          >
            {`Produire ${pluriel(retenus.length, 'lettre')}`}
          </Bouton>
        </>
      }
    >
      {lettres.erreur !== null && <Alerte ton="al">{lettres.erreur}</Alerte>}
      <ChampDate
        libelle="À rembourser au plus tard le"
        valeur={echeance}
        onChange={setEcheance}
        obligatoire
        erreur={passee ? 'Donnez une date à venir.' : null}
      />
      <Defile libelle="Porteurs concernés" className="paiements-debiteurs">
        <Tableau
          libelle="Porteurs concernés"
          lignes={debiteurs}
          cle={(d) => d.dossierId}
          dense
          vide="Plus aucun trop-perçu ne reste dû."
          colonnes={colonnesDe(choisis, reclame, (ids, oui) => setChoisis((avant) => basculer(avant, ids, oui)))}
        />
      </Defile>
      {lettres.progression && <Progression {...lettres.progression} unite="lettre" onAnnuler={lettres.arreter} />}
    </Dialogue>
  );
}
