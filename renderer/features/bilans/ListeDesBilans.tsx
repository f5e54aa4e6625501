import { useState } from 'react';
import { useLocation } from 'wouter';
import type { LigneBilan, ListeBilans } from '../../../shared/contract/bilans.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { api } from '../../api.ts';
import { chemins } from '../../contexte.tsx';
import { rangerDocument } from '../../produire.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { type Action, BoutonAction, useActions } from '../../ui/actions.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { Grille } from '../../ui/grille/Grille.tsx';
import { ColonnesGrille, RechercheGrille, VuesGrille } from '../../ui/grille/Outils.tsx';
import { useGrille } from '../../ui/grille/use-grille.ts';
import { useTentative } from '../../use-tentative.ts';
import { COLONNES_BILANS } from './colonnes.tsx';
import { DialogueEnvoi } from './DialogueEnvoi.tsx';
import { DialogueReglages } from './DialogueReglages.tsx';
import { DialogueRelance } from './DialogueRelance.tsx';

interface Props {
  readonly liste: ListeBilans;
  readonly lignes: readonly LigneBilan[];
  readonly vide: string;
}

type Ouvert = 'relance' | 'envoi' | 'reglages' | null;

/** Les dossiers agréés et leur bilan ; Entrée ouvre le bilan, Espace coche. */
export function ListeDesBilans({ liste, lignes, vide }: Props) {
  const { campagneId, close } = liste;
  const [, aller] = useLocation();
  const grille = useGrille<LigneBilan>('bilans.liste');
  const [choisies, setChoisies] = useState<readonly LigneBilan[]>([]);
  const [ouvert, setOuvert] = useState<Ouvert>(null);
  const { erreur, occupe, tenter } = useTentative();
  // Rien de coché : toute la liste montrée.
  const visees = choisies.length > 0 ? choisies : lignes;
  const aRelancer = visees.filter((l) => (l.etat === 'attendu' || l.etat === 'brouillon') && !l.sansObjet);
  const aEnvoyer = visees.flatMap((l) => l.relances.filter((r) => r.envoyeeLe === null));
  const relancer: Action = {
    code: 'bilans.relancer',
    libelle: 'Relancer…',
    menu: 'edition',
    groupe: 40,
    icone: 'document',
    disponible: aRelancer.length > 0 && !close,
    executer: () => setOuvert('relance'),
  };
  const envoyer: Action = {
    code: 'bilans.envoyee',
    libelle: 'Relances envoyées…',
    menu: 'edition',
    groupe: 40,
    icone: 'envoyer',
    disponible: aEnvoyer.length > 0 && !close,
    executer: () => setOuvert('envoi'),
  };
  const exporter: Action = {
    code: 'exporter',
    libelle: 'Liste (Excel)',
    menu: 'fichier',
    groupe: 30,
    icone: 'tableur',
    raccourci: 'Ctrl+E',
    disponible: visees.length > 0 && !occupe,
    executer: () =>
      void tenter(async () => {
        const { documentId } = await api.bilans.exporter({ campagneId, dossierIds: visees.map((l) => l.dossierId) });
        await rangerDocument(documentId);
      }),
  };
  useActions([relancer, envoyer, exporter]);
  return (
    <>
      <div className="rangee passe">
        <RechercheGrille grille={grille} />
        <BoutonAction action={relancer} />
        <BoutonAction action={envoyer} />
        <BoutonAction action={exporter} enCours={occupe} />
        <Bouton icone="parametres" inactif={close} onClick={() => setOuvert('reglages')}>
          Réglages…
        </Bouton>
        <span className="rangee serree a-droite">
          <ColonnesGrille grille={grille} />
          <VuesGrille grille={grille} />
        </span>
      </div>
      {erreur !== null && <Alerte ton="al">{erreur}</Alerte>}
      <Carte plein className="remplit">
        <Grille
          grille={grille}
          libelle="Bilans"
          lignes={lignes}
          colonnes={COLONNES_BILANS}
          cle={(ligne) => ligne.dossierId}
          selection
          onSelection={setChoisies}
          onOuvrir={(ligne) => aller(chemins.bilan(campagneId, ligne.dossierId))}
          totaux={(affichees) => pluriel(affichees, 'dossier')}
          vide={vide}
        />
      </Carte>
      {ouvert === 'relance' && <DialogueRelance liste={liste} lignes={aRelancer} onFermer={() => setOuvert(null)} />}
      {ouvert === 'envoi' && <DialogueEnvoi liste={liste} relances={aEnvoyer} onFermer={() => setOuvert(null)} />}
      {ouvert === 'reglages' && <DialogueReglages liste={liste} onFermer={() => setOuvert(null)} />}
    </>
  );
}
