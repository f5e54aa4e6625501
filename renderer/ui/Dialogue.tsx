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
    // Après le champ lui-même : un montant n’est lu qu’à sa sortie ou par Entrée.
    if (key === 'Enter' && (ctrlKey || metaKey)) setTimeout(() => formulaire?.requestSubmit());
  }
  formulaire?.addEventListener('keydown', surTouche);
  return () => formulaire?.removeEventListener('keydown', surTouche);
}

/** Le focus entre dans le dialogue dès qu’il se montre : Mantine le poserait un instant après, et une frappe se perdrait. */
function prendreFocus(corps: HTMLDivElement | null): void {
  corps?.closest('[role=dialog]')?.querySelector<HTMLElement>('[data-autofocus]')?.focus({ preventScroll: true });
}

/** Un texte que fermer perdrait : ni ce qui est tapé pour chercher, ni ce qui se garde à mesure (`data-saisie-gardee`). */
function isTexteAPerdre(champ: EventTarget): champ is HTMLInputElement | HTMLTextAreaElement {
  if (champ instanceof Element && champ.closest('[data-saisie-gardee]') !== null) return false;
  if (champ instanceof HTMLTextAreaElement) return true;
  if (!(champ instanceof HTMLInputElement) || champ.getAttribute('aria-haspopup') === 'listbox') return false;
  return ['text', 'email', 'tel'].includes(champ.type);
}

/** Les dialogues ouverts, le plus récent en dernier : Échap, que chacun entend, ne ferme que celui-là. */
const ouverts: object[] = [];

/**
 * Une boîte de dialogue : Échap la ferme, le focus y reste et revient d’où il venait. Si un texte y a été tapé, Échap, la
 * croix ou un clic à côté demandent d’abord s’il faut l’abandonner ; Échap une seconde fois l’abandonne.
 */
export function Dialogue({ ouvert, onFermer, titre, taille = 'md', pied, onEnvoyer, children }: Props) {
  const moi = useRef({});
  const tapes = useRef(new Set<HTMLInputElement | HTMLTextAreaElement>());
  const [abandon, setAbandon] = useState(false);
  // Un dialogue souvent monté déjà ouvert : Mantine ne saurait pas d’où venait le focus. Relevé avant qu’il y entre.
  useLayoutEffect(() => {
    if (!ouvert) return undefined;
    const avant = document.activeElement;
    const celui = moi.current;
    ouverts.push(celui);
    const ecrits = tapes.current;
    return () => {
      ecrits.clear();
      setAbandon(false);
      ouverts.splice(ouverts.indexOf(celui), 1);
      if (avant instanceof HTMLElement && avant.isConnected) avant.focus();
    };
  }, [ouvert]);
  const corps = (
    <>
      <div className="dialogue-corps" ref={prendreFocus}>
        {children}
      </div>
      {abandon ? (
        <QuestionAbandon
          onAbandonner={onFermer}
          onContinuer={() => {
            setAbandon(false);
            [...tapes.current].findLast((champ) => champ.isConnected)?.focus();
          }}
        />
      ) : (
        pied !== undefined && <div className="dialogue-pied">{pied}</div>
      )}
    </>
  );
  function envoyer(evenement: FormEvent) {
    evenement.preventDefault();
    // Ctrl+Entrée n’appuie pas sur le bouton : s’il travaille déjà, il ne pourrait pas le refuser.
    if (evenement.currentTarget.querySelector('[type=submit][aria-busy]') === null) onEnvoyer?.();
  }
  function noterFrappe({ target, currentTarget }: FormEvent<HTMLElement>) {
    // Un dialogue ouvert depuis celui-ci est son enfant pour React, pas dans la page.
    if (!(target instanceof Node) || !currentTarget.contains(target) || !isTexteAPerdre(target)) return;
    // Retiré puis remis : le dernier tapé est le dernier, c’est à lui que le focus revient.
    tapes.current.delete(target);
    tapes.current.add(target);
    setAbandon(false);
  }
  function quitter(insiste: boolean) {
    if (ouverts.at(-1) !== moi.current) return;
    const aPerdre = [...tapes.current].some((champ) => champ.isConnected && champ.value.trim() !== '');
    if (!aPerdre || (abandon && insiste)) onFermer();
    else setAbandon(true);
  }
  return (
    // Sans Modal.Header : c’est une balise header, donc une seconde bannière pour les lecteurs d’écran.
    <Modal.Root opened={ouvert} onClose={() => quitter(true)} closeOnClickOutside={false} size={taille} centered>
      {/* Un clic à côté est souvent une maladresse : répété, il n’abandonne rien. */}
      <Modal.Overlay onClick={() => quitter(false)} />
      <Modal.Content onInput={noterFrappe}>
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

interface Abandon {
  readonly onAbandonner: () => void;
  readonly onContinuer: () => void;
}

/** À la place des boutons du bas : le texte reste sous les yeux pendant la question. */
function QuestionAbandon({ onAbandonner, onContinuer }: Abandon) {
  const continuer = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => continuer.current?.focus(), []);
  return (
    <div className="dialogue-pied">
      <p role="alert" className="dialogue-abandon">
        <b className="g6">Abandonner ce qui est saisi ?</b>{' '}
        <span className="encre2 t12">Rien n’en sera gardé. Échap encore une fois l’abandonne.</span>
      </p>
      <Bouton genre="danger" onClick={onAbandonner}>
        Abandonner
      </Bouton>
      <Bouton genre="principal" ref={continuer} onClick={onContinuer}>
        Continuer la saisie
      </Bouton>
    </div>
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
  /** Ce que l’on écrit, si ce n’est pas un motif. */
  readonly libelleMotif?: string;
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
          <ZoneTexte
            libelle={attente.libelleMotif ?? 'Motif'}
            obligatoire
            focusInitial
            valeur={motif}
            onChange={setMotif}
            longueurMax={500}
          />
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
