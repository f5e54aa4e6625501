import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { LigneBilan, ListeBilans } from '../../../shared/contract/bilans.ts';
import type { DocumentProduit } from '../../../shared/contract/documents.ts';
import { ajouterJours, dateDe, formaterDate } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { api } from '../../api.ts';
import { rangerDocument } from '../../produire.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { CaseACocher, ChampDate } from '../../ui/Champs.tsx';
import { Defile } from '../../ui/Defile.tsx';
import { Dialogue } from '../../ui/Dialogue.tsx';
import { notifier } from '../../ui/notifier.tsx';
import { Progression } from '../../ui/Progression.tsx';
import { type ColonneTableau, Tableau } from '../../ui/Tableau.tsx';
import { useSuivi } from '../../use-suivi.ts';

/** Délai laissé par défaut au porteur, en jours. */
const DELAI = 15;

interface Props {
  readonly liste: ListeBilans;
  readonly lignes: readonly LigneBilan[];
  readonly onFermer: () => void;
}

const COLONNES: readonly ColonneTableau<LigneBilan>[] = [
  { code: 'numero', titre: 'N°', largeur: '104px', rendu: (l) => l.numero },
  { code: 'structure', titre: 'Porteur', rendu: (l) => <span className="g5">{l.structure}</span> },
  { code: 'rang', titre: 'Relance', largeur: '80px', nombre: true, rendu: (l) => l.relances.length + 1 },
  {
    code: 'avant',
    titre: 'À savoir',
    largeur: '230px',
    rendu: (l) => {
      const derniere = l.relances.at(-1);
      return derniere
        ? `relancé le ${formaterDate(dateDe(derniere.instant))}, réponse avant le ${formaterDate(derniere.echeance)}`
        : 'jamais relancé';
    },
  },
];

/** Qui sera relancé, pour la combientième fois, avant quand ; puis les lettres. */
export function DialogueRelance({ liste, lignes, onFermer }: Props) {
  const { campagneId, aujourdhui } = liste;
  const requetes = useQueryClient();
  const [echeance, setEcheance] = useState<string | null>(ajouterJours(aujourdhui, DELAI));
  const [avecEnAttente, setAvecEnAttente] = useState(false);
  const { lancer, enCours, erreur, progression, arreter } = useSuivi<DocumentProduit>('bilans.relances');
  const attend = (l: LigneBilan) => (l.relances.at(-1)?.echeance ?? '') >= aujourdhui;
  const enAttente = lignes.filter(attend).length;
  const destinataires = avecEnAttente ? lignes : lignes.filter((l) => !attend(l));
  const datePassee = echeance === null || echeance <= aujourdhui;
  async function envoyer() {
    if (echeance === null || datePassee || destinataires.length === 0) return;
    const dossierIds = destinataires.map((l) => l.dossierId);
    const document = await lancer((signal) => api.bilans.relancer({ campagneId, dossierIds, echeance }, { signal }));
    if (document === null) return;
    await requetes.invalidateQueries();
    notifier(`${pluriel(dossierIds.length, 'relance')} au journal et au dossier.`, 'Relances inscrites');
    onFermer();
    await rangerDocument(document.documentId);
  }
  return (
    <Dialogue
      ouvert
      onFermer={onFermer}
      titre="Relancer les porteurs"
      taille="xl"
      onEnvoyer={() => void envoyer()}
      pied={
        <>
          <Bouton onClick={onFermer}>Annuler</Bouton>
          <Bouton
            genre="principal"
            type="submit"
            icone="document"
            enCours={enCours}
            inactif={destinataires.length === 0 || datePassee}
          >
            {`Produire ${pluriel(destinataires.length, 'lettre')}`}
          </Bouton>
        </>
      }
    >
      {erreur !== null && <Alerte ton="al">{erreur}</Alerte>}
      <ChampDate
        libelle="Bilan attendu au plus tard le"
        valeur={echeance}
        onChange={setEcheance}
        obligatoire
        erreur={datePassee ? 'Donnez une date à venir.' : null}
      />
      {enAttente > 0 && (
        <CaseACocher
          libelle={`Relancer aussi ceux dont l’échéance court encore (${enAttente})`}
          valeur={avecEnAttente}
          onChange={setAvecEnAttente}
        />
      )}
      <Defile libelle="Porteurs concernés" className="bilans-destinataires">
        <Tableau
          libelle="Porteurs concernés"
          lignes={destinataires}
          cle={(l) => l.dossierId}
          colonnes={COLONNES}
          dense
          vide="Aucun des dossiers choisis n’est à relancer."
        />
      </Defile>
      {progression && <Progression {...progression} unite="lettre" onAnnuler={arreter} />}
    </Dialogue>
  );
}
