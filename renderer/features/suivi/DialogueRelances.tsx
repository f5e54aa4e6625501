import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DocumentProduit } from '../../../shared/contract/documents.ts';
import type { EtatSuivi, LigneSuivi } from '../../../shared/contract/suivi.ts';
import { ajouterJours, dateDe, formaterDate } from '../../../shared/domaine/dates.ts';
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

interface Porteur {
  readonly dossierId: number;
  readonly numero: string;
  readonly structure: string;
  readonly collectifs: readonly LigneSuivi[];
  readonly relance: LigneSuivi['relance'];
}

/** Les dossiers des lignes montrées dont un collectif attend sa confirmation, chacun une fois. */
function regrouper(lignes: readonly LigneSuivi[]): Porteur[] {
  const aConfirmer = lignes.filter((l) => l.accorde && l.situation === 'a_confirmer');
  return [...Map.groupBy(aConfirmer, (l) => l.dossierId).values()].flatMap((collectifs) => {
    const [premier] = collectifs;
    if (!premier) return [];
    const { dossierId, numero, structure, relance } = premier;
    return [{ dossierId, numero, structure, relance, collectifs }];
  });
}

const COLONNES: readonly ColonneTableau<Porteur>[] = [
  { code: 'numero', titre: 'N°', largeur: '104px', rendu: (p) => p.numero },
  { code: 'structure', titre: 'Porteur', passe: true, rendu: (p) => <span className="g5">{p.structure}</span> },
  {
    code: 'collectifs',
    titre: 'À confirmer',
    passe: true,
    rendu: (p) => p.collectifs.map((c) => `${c.lettre} – ${c.libelle}`).join(', '),
  },
  {
    code: 'relance',
    titre: 'Dernière relance',
    largeur: '210px',
    passe: true,
    rendu: ({ relance }) =>
      relance && (
        <span className="encre2 t12">
          {`n° ${relance.rang} du ${formaterDate(dateDe(relance.instant))}, réponse avant le ${formaterDate(relance.echeance)}`}
        </span>
      ),
  },
];

interface Props {
  readonly campagneId: number;
  readonly etat: EtatSuivi;
  readonly lignes: readonly LigneSuivi[];
  readonly onFermer: () => void;
}

/** Qui sera relancé et avant quand ; puis les lettres, ou la liste de ceux qu’il faut appeler. */
export function DialogueRelances({ campagneId, etat: { aujourdhui, reglages }, lignes, onFermer }: Props) {
  const requetes = useQueryClient();
  const [echeance, setEcheance] = useState<string | null>(ajouterJours(aujourdhui, reglages.joursDeReponse));
  const [avecEnAttente, setAvecEnAttente] = useState(false);
  const [refus, setRefus] = useState<string | null>(null);
  const lettres = useSuivi<DocumentProduit>('suivi.relances');
  const porteurs = regrouper(lignes);
  const isEnAttente = ({ relance }: Porteur) => relance !== null && relance.echeance >= aujourdhui;
  const enAttente = porteurs.filter(isEnAttente).length;
  const choisis = avecEnAttente ? porteurs : porteurs.filter((p) => !isEnAttente(p));
  const dossierIds = choisis.map((p) => p.dossierId);
  const datePassee = echeance === null || echeance <= aujourdhui;

  async function ecrire() {
    if (echeance === null || datePassee || choisis.length === 0) return;
    const document = await lettres.lancer((signal) =>
      api.suivi.relances({ campagneId, dossierIds, echeance }, { signal }),
    );
    if (document === null) return;
    await requetes.invalidateQueries();
    notifier(`${pluriel(choisis.length, 'relance')} au journal et au fil des dossiers.`, 'Relances inscrites');
    onFermer();
    await rangerDocument(document.documentId);
  }
  async function lister() {
    try {
      const { documentId } = await api.suivi.listeDesRetards({ campagneId, dossierIds });
      await rangerDocument(documentId);
    } catch (erreur) {
      setRefus(messageErreur(erreur));
    }
  }

  const erreur = lettres.erreur ?? refus;
  return (
    <Dialogue
      ouvert
      onFermer={onFermer}
      titre="Relancer les démarrages"
      taille="xl"
      onEnvoyer={() => void ecrire()}
      pied={
        <>
          <Bouton onClick={onFermer}>Renoncer</Bouton>
          <Bouton icone="tableur" inactif={choisis.length === 0} onClick={() => void lister()}>
            Liste à appeler
          </Bouton>
          <Bouton
            genre="principal"
            type="submit"
            icone="document"
            enCours={lettres.enCours}
            inactif={choisis.length === 0 || datePassee}
          >
            {`Produire ${pluriel(choisis.length, 'lettre')}`}
          </Bouton>
        </>
      }
    >
      {erreur !== null && <Alerte ton="al">{erreur}</Alerte>}
      <ChampDate
        libelle="Réponse attendue au plus tard le"
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
      <Defile libelle="Porteurs à relancer" className="suivi-destinataires">
        <Tableau
          libelle="Porteurs à relancer"
          lignes={choisis}
          cle={(p) => p.dossierId}
          colonnes={COLONNES}
          dense
          vide="Aucun des collectifs montrés n’attend de confirmation de démarrage."
        />
      </Defile>
      {lettres.progression && <Progression {...lettres.progression} unite="lettre" onAnnuler={lettres.arreter} />}
    </Dialogue>
  );
}
