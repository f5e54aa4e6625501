import { useState } from 'react';
import type { PiecesDossier } from '../../../shared/contract/pieces.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { api } from '../../api.ts';
import { DialogueDeRelance } from '../../courriers/DialogueDeRelance.tsx';
import { rangerDocument } from '../../produire.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { CaseACocher } from '../../ui/Champs.tsx';
import { Defile } from '../../ui/Defile.tsx';
import { Dialogue } from '../../ui/Dialogue.tsx';
import { type ColonneTableau, Tableau } from '../../ui/Tableau.tsx';
import { useTentative } from '../../use-tentative.ts';
import { direRelance } from './colonnes.tsx';
import { estEnAttente } from './vues.ts';

interface Props {
  readonly campagneId: number;
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

const VIDE = 'Aucun des dossiers choisis n’a de pièce à demander.';

/** Ceux à qui il y a quelque chose à demander, et la case qui en ajoute. */
function useDestinataires(dossiers: readonly PiecesDossier[]) {
  const [avecNonRenseignees, setAvecNonRenseignees] = useState(false);
  const aVerifier = dossiers.filter((d) => d.aVerifier.length > 0).length;
  return {
    avecNonRenseignees,
    destinataires: dossiers
      .map((dossier): Destinataire => ({ dossier, pieces: nommerPieces(dossier, avecNonRenseignees) }))
      .filter(({ pieces }) => pieces !== ''),
    options: aVerifier > 0 && (
      <CaseACocher
        libelle={`Demander aussi les pièces « à vérifier » (${pluriel(aVerifier, 'dossier')})`}
        description="Rien ne dit si elles sont arrivées : regardez d’abord sur le portail."
        valeur={avecNonRenseignees}
        onChange={setAvecNonRenseignees}
      />
    ),
  };
}

/** Qui sera relancé, pour quoi et avant quand ; puis les lettres. */
export function DialogueRelance({ campagneId, dossiers, aujourdhui, onFermer }: Props) {
  const { avecNonRenseignees, destinataires, options } = useDestinataires(dossiers);
  return (
    <DialogueDeRelance
      titre="Relancer les porteurs"
      travail="pieces.relances"
      libelleDate="Réponse attendue au plus tard le"
      aujourdhui={aujourdhui}
      lignes={destinataires}
      dossierDe={({ dossier }) => dossier.dossierId}
      colonnes={COLONNES}
      vide={VIDE}
      isEnAttente={({ dossier }) => estEnAttente(dossier, aujourdhui)}
      produire={(lettres, signal) => api.pieces.relances({ campagneId, ...lettres, avecNonRenseignees }, { signal })}
      options={options}
      onFermer={onFermer}
    />
  );
}

/** Qui joindre, et pour quoi : une liste Excel, à coller dans un courriel. */
export function DialogueDiffusion({ campagneId, dossiers, onFermer }: Omit<Props, 'aujourdhui'>) {
  const { avecNonRenseignees, destinataires, options } = useDestinataires(dossiers);
  const { erreur, occupe, tenter } = useTentative();
  const exporter = () =>
    tenter(async () => {
      const dossierIds = destinataires.map(({ dossier }) => dossier.dossierId);
      const { documentId } = await api.pieces.listeDiffusion({ campagneId, dossierIds, avecNonRenseignees });
      await rangerDocument(documentId);
      onFermer();
    });
  return (
    <Dialogue
      ouvert
      onFermer={onFermer}
      titre="Liste de diffusion"
      taille="xl"
      onEnvoyer={() => void (destinataires.length > 0 && exporter())}
      pied={
        <>
          <Bouton onClick={onFermer}>Annuler</Bouton>
          <Bouton genre="principal" type="submit" icone="tableur" enCours={occupe} inactif={destinataires.length === 0}>
            {`Exporter ${pluriel(destinataires.length, 'porteur')}`}
          </Bouton>
        </>
      }
    >
      {erreur !== null && <Alerte ton="al">{erreur}</Alerte>}
      {options}
      <Defile libelle="Porteurs concernés" className="relance-porteurs">
        <Tableau
          libelle="Porteurs concernés"
          lignes={destinataires}
          cle={({ dossier }) => dossier.dossierId}
          colonnes={COLONNES}
          dense
          vide={VIDE}
        />
      </Defile>
    </Dialogue>
  );
}
