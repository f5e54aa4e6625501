import { type ReactNode, useRef, useState } from 'react';
import type { FichierPiece, PieceDuDossier, PiecesDossier } from '../../shared/contract/pieces.ts';
import { formaterInstant } from '../../shared/domaine/dates.ts';
import { pluriel } from '../../shared/domaine/libelles.ts';
import { formaterEntier } from '../../shared/domaine/nombres.ts';
import { ETATS_CONSTATES, LIBELLES_ETAT_PIECE } from '../../shared/domaine/pieces.ts';
import { Bouton } from '../ui/Bouton.tsx';
import { type ArticleMenu, MenuDeroulant } from '../ui/Menus.tsx';
import { EtatDePiece } from './EtatDePiece.tsx';
import './pieces.css';
import { type ActionsPieces, demandeExplication } from './use-pieces.ts';

interface Props {
  readonly dossier: PiecesDossier;
  readonly actions: ActionsPieces;
  /** La cellule du fichier importé qui annonce la pièce. */
  readonly sourceDe?: (piece: PieceDuDossier) => ReactNode;
}

/** Chaque pièce d’un dossier : son état et d’où il vient, ses fichiers, et ce qu’on peut en faire. */
export function PiecesDuDossier({ dossier, actions, sourceDe }: Props) {
  return (
    <ul className="pieces-suivi" aria-label={`Pièces de ${dossier.structure}`}>
      {dossier.pieces.map((piece) => (
        <li key={piece.code}>
          <Piece dossier={dossier} piece={piece} actions={actions} source={sourceDe?.(piece)} />
        </li>
      ))}
    </ul>
  );
}

interface DUnePiece extends Omit<Props, 'sourceDe'> {
  readonly piece: PieceDuDossier;
}

function Piece({ dossier, piece, actions, source }: DUnePiece & { readonly source: ReactNode }) {
  const [survol, setSurvol] = useState(false);
  const actifs = piece.fichiers.filter((f) => f.retire === null);
  const retires = piece.fichiers.filter((f) => f.retire !== null);
  return (
    <div
      className={`pieces-piece ${survol ? 'pieces-survol' : ''}`}
      onDragOver={(evenement) => {
        if (!evenement.dataTransfer.types.includes('Files')) return;
        evenement.preventDefault();
        setSurvol(true);
      }}
      onDragLeave={() => setSurvol(false)}
      onDrop={(evenement) => {
        evenement.preventDefault();
        setSurvol(false);
        void actions.joindre(dossier, piece, [...evenement.dataTransfer.files]);
      }}
    >
      <div className="pieces-titre">
        <span className="g6">{piece.libelle}</span>
        {!piece.obligatoire && <span className="encre3 t12">facultative</span>}
        <span className="a-droite">
          <EtatDePiece etat={piece.etat} />
        </span>
      </div>
      {piece.aide !== '' && <p className="encre2 t12">{piece.aide}</p>}
      <Provenance piece={piece} source={source} />
      {actifs.length > 0 && (
        <ul className="pieces-fichiers">
          {actifs.map((fichier) => (
            <Fichier key={fichier.id} fichier={fichier} actions={actions} />
          ))}
        </ul>
      )}
      {retires.length > 0 && (
        <details className="t12">
          <summary className="encre2">{pluriel(retires.length, 'fichier retiré', 'fichiers retirés')}</summary>
          <ul className="pieces-fichiers">
            {retires.map((fichier) => (
              <Fichier key={fichier.id} fichier={fichier} actions={actions} />
            ))}
          </ul>
        </details>
      )}
      <div className="rangee serree">
        <MenuDeroulant
          cible={
            <Bouton taille="petite" icone="verifier" inactif={actions.enCours}>
              Constater
            </Bouton>
          }
          articles={articlesDEtat(dossier, piece, actions)}
        />
        <Joindre dossier={dossier} piece={piece} actions={actions} />
      </div>
    </div>
  );
}

function articlesDEtat(dossier: PiecesDossier, piece: PieceDuDossier, actions: ActionsPieces): ArticleMenu[] {
  return [
    ...ETATS_CONSTATES.map(
      (etat): ArticleMenu => ({
        code: etat,
        libelle: `${LIBELLES_ETAT_PIECE[etat]}${demandeExplication(etat) ? '…' : ''}`,
        coche: piece.constat?.etat === etat,
        executer: () => void actions.constater(dossier, piece, etat),
      }),
    ),
    {
      code: 'effacer',
      libelle: 'Effacer le constat',
      trait: true,
      inactif: piece.constat === null,
      executer: () => void actions.constater(dossier, piece, null),
    },
  ];
}

/** Le mot de l’agent, et ce qui se déduit sans lui. */
function Provenance({ piece, source }: { readonly piece: PieceDuDossier; readonly source: ReactNode }) {
  const { constat, annonces, deduit } = piece;
  return (
    <div className="pieces-provenance t12">
      {constat !== null && (
        <p>
          {constat.commentaire !== '' && <span>{`« ${constat.commentaire} » `}</span>}
          <span className="encre2">{`${constat.agent}, le ${formaterInstant(constat.instant)}`}</span>
        </p>
      )}
      {constat !== null && constat.etat !== deduit && (
        <p className="encre2">{`Sans ce constat : ${LIBELLES_ETAT_PIECE[deduit].toLowerCase()}`}</p>
      )}
      {annonces !== '' && (
        <p className="encre2">
          {`Sur le portail : ${annonces} `}
          {source}
        </p>
      )}
      {deduit === 'non_renseignee' && constat === null && (
        <p className="encre2">Aucune colonne du fichier ne dit si elle est arrivée.</p>
      )}
    </div>
  );
}

function peser(octets: number): string {
  return octets < 1024 * 1024
    ? `${formaterEntier(Math.max(1, Math.round(octets / 1024)))} Kio`
    : `${formaterEntier(Math.round(octets / 1024 / 1024))} Mio`;
}

function Fichier({ fichier, actions }: { readonly fichier: FichierPiece; readonly actions: ActionsPieces }) {
  const { nom, octets, agent, instant, retire } = fichier;
  const qui = retire
    ? `retiré par ${retire.agent}, le ${formaterInstant(retire.instant)}`
    : `${agent}, le ${formaterInstant(instant)}`;
  return (
    <li>
      <button
        type="button"
        className="lien pieces-nom"
        title={`Enregistrer une copie de « ${nom} »`}
        onClick={() => void actions.ouvrir(fichier)}
      >
        {retire ? <s>{nom}</s> : nom}
      </button>
      <span className="encre2 t12 pieces-qui">{`${peser(octets)} · ${qui}`}</span>
      {retire === null && (
        <Bouton
          taille="petite"
          genre="discret"
          icone="supprimer"
          libelleSeul={`Retirer « ${nom} »…`}
          inactif={actions.enCours}
          onClick={() => void actions.retirer(fichier)}
        />
      )}
    </li>
  );
}

function Joindre({ dossier, piece, actions }: DUnePiece) {
  const choix = useRef<HTMLInputElement>(null);
  return (
    <>
      <Bouton taille="petite" icone="ajouter" inactif={actions.enCours} onClick={() => choix.current?.click()}>
        Joindre…
      </Bouton>
      <input
        ref={choix}
        type="file"
        multiple
        hidden
        aria-label={`Fichiers à joindre à « ${piece.libelle} »`}
        onChange={(evenement) => {
          const fichiers = [...(evenement.currentTarget.files ?? [])];
          // Le même fichier choisi deux fois de suite doit prévenir à nouveau.
          evenement.currentTarget.value = '';
          if (fichiers.length > 0) void actions.joindre(dossier, piece, fichiers);
        }}
      />
    </>
  );
}
