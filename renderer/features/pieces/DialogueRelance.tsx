import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DocumentProduit } from '../../../shared/contract/documents.ts';
import type { PiecesDossier } from '../../../shared/contract/pieces.ts';
import { ajouterJours } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { api, messageErreur } from '../../api.ts';
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
import { direRelance } from './colonnes.tsx';
import { estEnAttente } from './vues.ts';

/** Délai laissé par défaut au porteur, en jours. */
const DELAI = 15;

interface Props {
  readonly campagneId: number;
  readonly genre: 'lettres' | 'diffusion';
  readonly dossiers: readonly PiecesDossier[];
  readonly aujourdhui: string;
  readonly onFermer: () => void;
}

interface Destinataire {
  readonly dossier: PiecesDossier;
  readonly pieces: string;
}

const COLONNES: readonly ColonneTableau<Destinataire>[] = [
  { code: 'numero', titre: 'N°', largeur: '104px', rendu: ({ dossier }) => dossier.numero },
  {
    code: 'structure',
    titre: 'Porteur',
    passe: true,
    rendu: ({ dossier }) => <span className="g5">{dossier.structure}</span>,
  },
  { code: 'pieces', titre: 'À demander', passe: true, rendu: ({ pieces }) => pieces },
  {
    code: 'suivi',
    titre: 'À savoir',
    largeur: '210px',
    passe: true,
    rendu: ({ dossier }) => (
      <span className="encre2 t12">
        {[
          direRelance(dossier),
          dossier.adresseConnue ? null : 'adresse inconnue',
          dossier.courriel === null ? 'courriel inconnu' : null,
        ]
          .filter(Boolean)
          .join(' ; ')}
      </span>
    ),
  },
];

function nommerPieces(dossier: PiecesDossier, avecNonRenseignees: boolean): string {
  const codes = new Set([...dossier.aReclamer, ...(avecNonRenseignees ? dossier.aVerifier : [])]);
  return dossier.pieces
    .filter((p) => codes.has(p.code))
    .map((p) => p.libelle)
    .join(', ');
}

/** Qui sera relancé, pour quoi et avant quand ; puis les lettres, ou la liste de diffusion. */
export function DialogueRelance({ campagneId, genre, dossiers, aujourdhui, onFermer }: Props) {
  const requetes = useQueryClient();
  const [echeance, setEcheance] = useState<string | null>(ajouterJours(aujourdhui, DELAI));
  const [avecNonRenseignees, setAvecNonRenseignees] = useState(false);
  const [avecEnAttente, setAvecEnAttente] = useState(false);
  const lettres = useSuivi<DocumentProduit>('pieces.relances');
  const diffusion = useMutation({
    mutationFn: async (dossierIds: number[]) => {
      const { documentId } = await api.pieces.listeDiffusion({ campagneId, dossierIds, avecNonRenseignees });
      await rangerDocument(documentId);
    },
    onSuccess: onFermer,
  });
  const aDemander = dossiers
    .map((dossier): Destinataire => ({ dossier, pieces: nommerPieces(dossier, avecNonRenseignees) }))
    .filter(({ pieces }) => pieces !== '');
  const enAttente = aDemander.filter(({ dossier }) => estEnAttente(dossier, aujourdhui)).length;
  const aVerifier = dossiers.filter((d) => d.aVerifier.length > 0).length;
  const destinataires =
    genre === 'diffusion' || avecEnAttente
      ? aDemander
      : aDemander.filter(({ dossier }) => !estEnAttente(dossier, aujourdhui));
  const nombre = destinataires.length;
  const dossierIds = destinataires.map(({ dossier }) => dossier.dossierId);
  const datePassee = echeance === null || echeance <= aujourdhui;

  async function envoyer() {
    if (nombre === 0) return;
    if (genre === 'diffusion') {
      diffusion.mutate(dossierIds);
      return;
    }
    if (echeance === null || datePassee) return;
    const document = await lettres.lancer((signal) =>
      api.pieces.relances({ campagneId, dossierIds, echeance, avecNonRenseignees }, { signal }),
    );
    if (document === null) return;
    await requetes.invalidateQueries();
    notifier(`${pluriel(nombre, 'relance')} au journal et au dossier.`, 'Relances inscrites');
    onFermer();
    await rangerDocument(document.documentId);
  }

  const erreur = lettres.erreur ?? (diffusion.error ? messageErreur(diffusion.error) : null);
  return (
    <Dialogue
      ouvert
      onFermer={onFermer}
      titre={genre === 'lettres' ? 'Relancer les porteurs' : 'Liste de diffusion'}
      taille="xl"
      onEnvoyer={() => void envoyer()}
      pied={
        <>
          <Bouton onClick={onFermer}>Annuler</Bouton>
          <Bouton
            genre="principal"
            type="submit"
            icone={genre === 'lettres' ? 'document' : 'tableur'}
            enCours={lettres.enCours || diffusion.isPending}
            inactif={nombre === 0 || (genre === 'lettres' && datePassee)}
          >
            {genre === 'lettres' ? `Produire ${pluriel(nombre, 'lettre')}` : `Exporter ${pluriel(nombre, 'porteur')}`}
          </Bouton>
        </>
      }
    >
      {erreur !== null && <Alerte ton="al">{erreur}</Alerte>}
      {genre === 'lettres' && (
        <ChampDate
          libelle="Réponse attendue au plus tard le"
          valeur={echeance}
          onChange={setEcheance}
          obligatoire
          erreur={datePassee ? 'Donnez une date à venir.' : null}
        />
      )}
      {aVerifier > 0 && (
        <CaseACocher
          libelle={`Demander aussi les pièces « à vérifier » (${pluriel(aVerifier, 'dossier')})`}
          description="Rien ne dit si elles sont arrivées : regardez d’abord sur le portail."
          valeur={avecNonRenseignees}
          onChange={setAvecNonRenseignees}
        />
      )}
      {genre === 'lettres' && enAttente > 0 && (
        <CaseACocher
          libelle={`Relancer aussi ceux dont l’échéance court encore (${enAttente})`}
          valeur={avecEnAttente}
          onChange={setAvecEnAttente}
        />
      )}
      <Defile libelle="Porteurs concernés" className="pieces-destinataires">
        <Tableau
          libelle="Porteurs concernés"
          lignes={destinataires}
          cle={({ dossier }) => dossier.dossierId}
          colonnes={COLONNES}
          dense
          vide="Aucun des dossiers choisis n’a de pièce à demander."
        />
      </Defile>
      {lettres.progression && <Progression {...lettres.progression} unite="lettre" onAnnuler={lettres.arreter} />}
    </Dialogue>
  );
}
