import { Modal } from '@mantine/core';
import { type FormEvent, type ReactNode, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Bouton } from './Bouton.tsx';
import { ZoneTexte } from './Champs.tsx';

interface Props {
  readonly ouvert: boolean;
  readonly onFermer: () => void;
  readonly titre: ReactNode;
  readonly taille?: 'sm' | 'md' | 'lg' | 'xl';
  /** Boutons du bas, le principal à droite. */
  readonly pied?: ReactNode;
  /** Le dialogue devient un formulaire : Entrée l’envoie, Ctrl+Entrée depuis une zone de texte. */
  readonly onEnvoyer?: () => void;
  readonly children: ReactNode;
}

/** Dans une zone de texte, Entrée va à la ligne : Ctrl+Entrée envoie. */
function ecouterEnvoi(formulaire: HTMLFormElement | null): (() => void) | undefined {
  function surTouche({ key, ctrlKey, metaKey }: KeyboardEvent) {
    if (key === 'Enter' && (ctrlKey || metaKey)) formulaire?.requestSubmit();
  }
  formulaire?.addEventListener('keydown', surTouche);
  return () => formulaire?.removeEventListener('keydown', surTouche);
}

/** Le focus entre dans le dialogue dès qu’il se montre : Mantine le poserait un instant après, et une frappe se perdrait. */
function prendreFocus(corps: HTMLDivElement | null): void {
  corps?.closest('[role=dialog]')?.querySelector<HTMLElement>('[data-autofocus]')?.focus({ preventScroll: true });
}

/** Les dialogues ouverts, le plus récent en dernier : Échap, que chacun entend, ne ferme que celui-là. */
const ouverts: object[] = [];

/** Une boîte de dialogue : Échap la ferme, le focus y reste et revient d’où il venait. */
export function Dialogue({ ouvert, onFermer, titre, taille = 'md', pied, onEnvoyer, children }: Props) {
  const moi = useRef({});
  // Un dialogue souvent monté déjà ouvert : Mantine ne saurait pas d’où venait le focus. Relevé avant qu’il y entre.
  useLayoutEffect(() => {
    if (!ouvert) return undefined;
    const avant = document.activeElement;
    const celui = moi.current;
    ouverts.push(celui);
    return () => {
      ouverts.splice(ouverts.indexOf(celui), 1);
      if (avant instanceof HTMLElement && avant.isConnected) avant.focus();
    };
  }, [ouvert]);
  const corps = (
    <>
      <div className="dialogue-corps" ref={prendreFocus}>
        {children}
      </div>
      {pied !== undefined && <div className="dialogue-pied">{pied}</div>}
    </>
  );
  function envoyer(evenement: FormEvent) {
    evenement.preventDefault();
    onEnvoyer?.();
  }
  return (
    // Sans Modal.Header : c’est une balise header, donc une seconde bannière pour les lecteurs d’écran.
    <Modal.Root opened={ouvert} onClose={() => ouverts.at(-1) === moi.current && onFermer()} size={taille} centered>
      <Modal.Overlay />
      <Modal.Content>
        <div className="dialogue-tete">
          <Modal.Title>{titre}</Modal.Title>
          <Modal.CloseButton aria-label="Fermer" />
        </div>
        <Modal.Body>
          {onEnvoyer ? (
            <form noValidate onSubmit={envoyer} ref={ecouterEnvoi}>
              {corps}
            </form>
          ) : (
            corps
          )}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

interface Question {
  readonly titre: string;
  readonly texte: ReactNode;
  /** Verbe du bouton : « Retirer », « Importer ». */
  readonly action: string;
  /** Verbe du bouton qui renonce : à donner si l’action est elle-même une annulation. */
  readonly renoncer?: string;
  readonly danger?: boolean;
  /** Demande un motif écrit, rendu à l’appelant. */
  readonly motif?: boolean;
}
interface Attente extends Question {
  readonly repondre: (motif: string | null) => void;
}

let enAttente: Attente | null = null;
const ecouteurs = new Set<() => void>();

function poser(attente: Attente | null): void {
  enAttente = attente;
  for (const ecouteur of ecouteurs) ecouteur();
}
function ecouter(ecouteur: () => void): () => void {
  ecouteurs.add(ecouteur);
  return () => ecouteurs.delete(ecouteur);
}

function demander(question: Question): Promise<string | null> {
  // Une question à la fois : la précédente, restée sans réponse, vaut un refus.
  enAttente?.repondre(null);
  return new Promise((repondre) => poser({ ...question, repondre }));
}

/** Pose une question ; vrai si l’agent confirme. */
export async function confirmer(question: Omit<Question, 'motif'>): Promise<boolean> {
  return (await demander(question)) !== null;
}

/** Pose une question et demande pourquoi ; le motif écrit, ou null si l’agent renonce. */
export function demanderMotif(question: Omit<Question, 'motif'>): Promise<string | null> {
  return demander({ ...question, motif: true });
}

function BoiteConfirmation({ attente }: { readonly attente: Attente }) {
  const [motif, setMotif] = useState('');
  const pret = attente.motif !== true || motif.trim() !== '';
  function repondre(reponse: string | null) {
    poser(null);
    attente.repondre(reponse);
  }
  return (
    <Dialogue
      ouvert
      taille="sm"
      titre={attente.titre}
      onFermer={() => repondre(null)}
      onEnvoyer={() => pret && repondre(motif.trim())}
      pied={
        <>
          <Bouton onClick={() => repondre(null)}>{attente.renoncer ?? 'Annuler'}</Bouton>
          <Bouton
            type="submit"
            genre={attente.danger === true ? 'danger' : 'principal'}
            inactif={!pret}
            focusInitial={attente.motif !== true}
          >
            {attente.action}
          </Bouton>
        </>
      }
    >
      <div className="colonne">
        <div>{attente.texte}</div>
        {attente.motif === true && (
          <ZoneTexte libelle="Motif" obligatoire focusInitial valeur={motif} onChange={setMotif} longueurMax={500} />
        )}
      </div>
    </Dialogue>
  );
}

/** Montre la question posée par `confirmer` ou `demanderMotif` ; posé une fois, par le Thème. */
export function Confirmations() {
  const attente = useSyncExternalStore(ecouter, () => enAttente);
  return attente && <BoiteConfirmation key={attente.titre} attente={attente} />;
}
