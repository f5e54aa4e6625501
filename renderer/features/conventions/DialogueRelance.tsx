import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { LigneDeConvention } from '../../../shared/contract/conventions.ts';
import type { DocumentProduit } from '../../../shared/contract/documents.ts';
import { ajouterJours, formaterDate } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { api } from '../../api.ts';
import { rangerDocument } from '../../produire.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { ChampDate } from '../../ui/Champs.tsx';
import { Defile } from '../../ui/Defile.tsx';
import { Dialogue } from '../../ui/Dialogue.tsx';
import { notifier } from '../../ui/notifier.tsx';
import { Progression } from '../../ui/Progression.tsx';
import { type ColonneTableau, Tableau } from '../../ui/Tableau.tsx';
import { useSuivi } from '../../use-suivi.ts';
import { attendSignature } from './vues.ts';

/** Délai laissé par défaut au porteur, en jours. */
const DELAI = 15;

interface Props {
  readonly campagneId: number;
  readonly lignes: readonly LigneDeConvention[];
  readonly aujourdhui: string;
  readonly onFermer: () => void;
}

const COLONNES: readonly ColonneTableau<LigneDeConvention>[] = [
  {
    code: 'structure',
    titre: 'Porteur',
    passe: true,
    rendu: (l) => <span className="g5">{l.structure}</span>,
  },
  { code: 'numero', titre: 'Convention', largeur: '130px', rendu: (l) => l.convention?.numero },
  {
    code: 'relance',
    titre: 'Déjà relancé',
    largeur: '190px',
    passe: true,
    rendu: (l) => {
      const derniere = l.relances.at(-1);
      return derniere
        ? `${pluriel(l.relances.length, 'fois', 'fois')}, retour demandé le ${formaterDate(derniere.echeance)}`
        : 'jamais';
    },
  },
];

/** Qui sera relancé et avant quand, puis les lettres. */
export function DialogueRelance({ campagneId, lignes, aujourdhui, onFermer }: Props) {
  const requetes = useQueryClient();
  const [echeance, setEcheance] = useState<string | null>(ajouterJours(aujourdhui, DELAI));
  const lettres = useSuivi<DocumentProduit>('conventions.relancer');
  const choisies = lignes.filter(attendSignature);
  const passee = echeance === null || echeance <= aujourdhui;
  async function envoyer() {
    if (echeance === null || passee || choisies.length === 0) return;
    const dossierIds = choisies.map((l) => l.dossierId);
    const document = await lettres.lancer((signal) =>
      api.conventions.relancer({ campagneId, dossierIds, echeance }, { signal }),
    );
    if (document === null) return;
    await requetes.invalidateQueries();
    notifier(`${pluriel(choisies.length, 'relance')} au journal et au dossier.`, 'Relances inscrites');
    onFermer();
    await rangerDocument(document.documentId);
  }
  return (
    <Dialogue
      ouvert
      taille="lg"
      titre="Relancer les signatures attendues"
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
            inactif={passee || choisies.length === 0}
          >
            {`Produire ${pluriel(choisies.length, 'lettre')}`}
          </Bouton>
        </>
      }
    >
      {lettres.erreur !== null && <Alerte ton="al">{lettres.erreur}</Alerte>}
      <ChampDate
        libelle="À renvoyer signé au plus tard le"
        valeur={echeance}
        onChange={setEcheance}
        obligatoire
        erreur={passee ? 'Donnez une date à venir.' : null}
      />
      <Defile libelle="Porteurs concernés" className="conventions-destinataires">
        <Tableau
          libelle="Porteurs concernés"
          lignes={choisies}
          cle={(l) => l.dossierId}
          dense
          vide="Aucun des dossiers choisis n’attend de signature."
          colonnes={COLONNES}
        />
      </Defile>
      {lettres.progression && <Progression {...lettres.progression} unite="lettre" onAnnuler={lettres.arreter} />}
    </Dialogue>
  );
}
