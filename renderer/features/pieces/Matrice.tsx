import { useMemo, useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import type { EtatPieces, PiecesDossier } from '../../../shared/contract/pieces.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import type { EtatConstate } from '../../../shared/domaine/pieces.ts';
import { chemins } from '../../contexte.tsx';
import { PiecesDuDossier } from '../../pieces/PiecesDuDossier.tsx';
import { useActionsPieces } from '../../pieces/use-pieces.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { type Action, BoutonAction, useActions } from '../../ui/actions.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { Defile } from '../../ui/Defile.tsx';
import { Grille } from '../../ui/grille/Grille.tsx';
import { ColonnesGrille, RechercheGrille, VuesGrille } from '../../ui/grille/Outils.tsx';
import { useGrille } from '../../ui/grille/use-grille.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import { Onglets } from '../../ui/Onglets.tsx';
import { Page } from '../../ui/Page.tsx';
import { codeDeColonne, colonnesPieces, direRelance, pieceDe } from './colonnes.tsx';
import { DialogueFichiers } from './DialogueFichiers.tsx';
import { DialogueListe } from './DialogueListe.tsx';
import { DialogueDiffusion, DialogueRelance } from './DialogueRelance.tsx';
import { type CodeVue, VUES } from './vues.ts';

/** Sur une case : la touche et ce qu’elle constate. */
const TOUCHES: Readonly<Record<string, EtatConstate | null>> = {
  R: 'recue',
  M: 'manquante',
  N: 'non_conforme',
  D: 'dispensee',
  Suppr: null,
};
const RAPPEL = [
  ['R', 'reçue'],
  ['M', 'manquante'],
  ['N', 'non conforme'],
  ['D', 'dispensée'],
  ['Suppr', 'effacer'],
] as const;

function cle({ dossierId }: PiecesDossier): number {
  return dossierId;
}

type Ouvert = 'fichiers' | 'liste' | 'lettres' | 'diffusion' | null;

interface Props {
  readonly campagneId: number;
  readonly etat: EtatPieces;
}

export function Matrice({ campagneId, etat: { liste, dossiers, aujourdhui } }: Props) {
  const [, aller] = useLocation();
  const [params, setParams] = useSearchParams();
  const [ouvert, setOuvert] = useState<Ouvert>(null);
  const [choisis, setChoisis] = useState<readonly PiecesDossier[]>([]);
  const [courant, setCourant] = useState<number | null>(null);
  const grille = useGrille<PiecesDossier>('pieces');
  const actions = useActionsPieces(campagneId);
  const colonnes = useMemo(() => colonnesPieces(liste), [liste]);
  const [vue, , garder] = VUES.find(([code]) => code === params.get('vue')) ?? VUES[0];
  const lignes = useMemo(() => dossiers.filter((d) => garder(d, aujourdhui)), [dossiers, garder, aujourdhui]);
  const montre = dossiers.find((d) => d.dossierId === courant) ?? lignes[0];
  const incomplets = dossiers.filter((d) => d.aReclamer.length > 0).length;

  function ouvrirDossier({ dossierId }: PiecesDossier) {
    aller(`${chemins.dossier(campagneId, dossierId)}?onglet=pieces`);
  }
  function surTouche(dossier: PiecesDossier, colonne: string, touche: string): boolean {
    const code = codeDeColonne(colonne);
    const piece = code === null ? undefined : pieceDe(dossier, code);
    const etat = TOUCHES[touche];
    if (!piece || etat === undefined) return false;
    void actions.constater(dossier, piece, etat);
    return true;
  }
  /** Les lignes cochées ; sinon celles que l’onglet et la recherche montrent. */
  function preparer(dialogue: 'lettres' | 'diffusion') {
    const coches = grille.lignesSelectionnees();
    setChoisis(coches.length > 0 ? coches : grille.lignesAffichees());
    setOuvert(dialogue);
  }
  const relancer: Action = {
    code: 'pieces.relancer',
    libelle: 'Relancer…',
    menu: 'edition',
    groupe: 10,
    icone: 'document',
    raccourci: 'Ctrl+Maj+R',
    executer: () => preparer('lettres'),
  };
  const diffusion: Action = {
    code: 'exporter',
    libelle: 'Liste de diffusion…',
    menu: 'fichier',
    groupe: 30,
    icone: 'tableur',
    raccourci: 'Ctrl+E',
    executer: () => preparer('diffusion'),
  };
  const joindre: Action = {
    code: 'pieces.joindre',
    libelle: 'Joindre des fichiers…',
    menu: 'fichier',
    groupe: 20,
    icone: 'envoyer',
    raccourci: 'Ctrl+J',
    executer: () => setOuvert('fichiers'),
  };
  const modifierListe: Action = {
    code: 'pieces.liste',
    libelle: 'Pièces demandées…',
    menu: 'edition',
    groupe: 10,
    icone: 'modifier',
    executer: () => setOuvert('liste'),
  };
  useActions([relancer, diffusion, joindre, modifierListe]);

  return (
    <Page
      titre="Pièces"
      sousTitre={`${pluriel(liste.pieces.length, 'pièce demandée', 'pièces demandées')} · ${pluriel(incomplets, 'dossier incomplet', 'dossiers incomplets')} sur ${dossiers.length}`}
      actions={
        <>
          <BoutonAction action={modifierListe} />
          <BoutonAction action={diffusion} />
          <BoutonAction action={relancer} />
          <BoutonAction action={joindre} genre="principal" />
        </>
      }
    >
      {!liste.etablie && (
        <Alerte
          ton="info"
          titre={
            liste.reprisDe === null
              ? 'Liste proposée : personne ne l’a encore établie pour cette campagne'
              : `Liste proposée, reprise de la campagne ${liste.reprisDe}`
          }
          actions={
            <Bouton taille="petite" onClick={() => setOuvert('liste')}>
              Voir et établir
            </Bouton>
          }
        >
          Elle s’établira telle quelle à votre premier constat, fichier ou relance.
        </Alerte>
      )}
      <Onglets
        libelle="Dossiers montrés"
        actif={vue}
        onChange={(code: CodeVue) => setParams(code === 'tous' ? {} : { vue: code }, { replace: true })}
        onglets={VUES.map(([code, libelle, deLaVue]) => ({
          code,
          libelle,
          nombre: dossiers.filter((d) => deLaVue(d, aujourdhui)).length,
        }))}
        suite={<VuesGrille grille={grille} />}
      />
      <div className="rangee passe">
        <RechercheGrille grille={grille} />
        <span className="pieces-rappel encre2 t12">
          Sur une case :
          {RAPPEL.map(([touche, mot]) => (
            <span key={touche} className="insecable">
              <Kbd touches={touche} /> {mot}
            </span>
          ))}
        </span>
        <span className="a-droite">
          <ColonnesGrille grille={grille} />
        </span>
      </div>
      <div
        className="pieces-matrice"
        onDragEnter={(evenement) => {
          // Le dialogue reçoit le dépôt : un fichier lâché à côté ne doit pas remplacer la page.
          if (evenement.dataTransfer.types.includes('Files')) setOuvert('fichiers');
        }}
      >
        <Carte plein>
          <Grille
            grille={grille}
            libelle="Pièces par dossier"
            lignes={lignes}
            colonnes={colonnes}
            cle={cle}
            selection
            onOuvrir={ouvrirDossier}
            onTouche={surTouche}
            onCourante={({ dossierId }) => setCourant(dossierId)}
            vide="Aucun dossier dans cet onglet."
            totaux={(n, s) => `${pluriel(n, 'dossier')}${s === 0 ? '' : ` · ${pluriel(s, 'sélectionné')}`}`}
          />
        </Carte>
        {montre && (
          <Carte
            titre={<span className="pieces-porteur">{montre.structure || 'Structure sans nom'}</span>}
            plein
            pied={
              <Bouton taille="petite" onClick={() => ouvrirDossier(montre)}>
                Ouvrir le dossier
              </Bouton>
            }
          >
            <Defile libelle={`Pièces de ${montre.structure}`} className="pieces-panneau">
              <p className="pieces-numero encre2 t12">
                {[`n° ${montre.numero}`, montre.commune, direRelance(montre)].filter(Boolean).join(' · ')}
              </p>
              <PiecesDuDossier dossier={montre} actions={actions} />
            </Defile>
          </Carte>
        )}
      </div>
      {ouvert === 'fichiers' && (
        <DialogueFichiers campagneId={campagneId} dossiers={dossiers} onFermer={() => setOuvert(null)} />
      )}
      {ouvert === 'liste' && <DialogueListe campagneId={campagneId} liste={liste} onFermer={() => setOuvert(null)} />}
      {ouvert === 'diffusion' && (
        <DialogueDiffusion campagneId={campagneId} dossiers={choisis} onFermer={() => setOuvert(null)} />
      )}
      {ouvert === 'lettres' && (
        <DialogueRelance
          campagneId={campagneId}
          dossiers={choisis}
          aujourdhui={aujourdhui}
          onFermer={() => setOuvert(null)}
        />
      )}
    </Page>
  );
}
