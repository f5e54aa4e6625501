import { useState } from 'react';
import type { Demande, DemandesDossier, LigneDemande, PieceProposee } from '../../shared/contract/demandes.ts';
import { formaterDate, formaterInstant } from '../../shared/domaine/dates.ts';
import { avertirEcheance, refuserEcheance } from '../../shared/domaine/demandes.ts';
import { pluriel } from '../../shared/domaine/libelles.ts';
import { LIBELLES_ETAT_PIECE } from '../../shared/domaine/pieces.ts';
import { Bouton } from '../ui/Bouton.tsx';
import { CaseACocher, ChampDate, ZoneTexte } from '../ui/Champs.tsx';
import type { GestesDemandes } from './use-demandes.ts';

interface Props {
  readonly lues: DemandesDossier;
  readonly gestes: GestesDemandes;
  readonly onEnvoyer: (demande: Demande) => void;
}

/** La demande en préparation : ses questions, les pièces cochées, son échéance. Sans brouillon, de quoi le commencer. */
export function Brouillon({ lues, gestes, onEnvoyer }: Props) {
  const demande = lues.demandes.find((d) => d.etat === 'brouillon');
  const lignes = demande?.lignes ?? [];
  const questions = lignes.filter((l) => l.nature === 'question');
  const aDemander = lignes.filter((l) => l.satisfaite === null).length;
  return (
    <div className="colonne">
      {demande ? (
        <p className="encre2 t12">{`Commencée par ${demande.creeePar}, le ${formaterInstant(demande.creeeLe)}.`}</p>
      ) : (
        <p className="encre2">
          Aucune demande en préparation. Posez une question, ou cochez une pièce : la demande s’ouvre avec les pièces à
          réclamer.
        </p>
      )}
      <section aria-label="Questions" className="colonne serree">
        {questions.length > 0 && (
          <ol className="demandes-lignes">
            {questions.map((ligne, rang) => (
              <li key={ligne.id}>
                <Question
                  ligne={ligne}
                  gestes={gestes}
                  onMonter={rang === 0 || !demande ? null : () => void gestes.deplacer(demande, ligne, -1)}
                  onDescendre={
                    rang === questions.length - 1 || !demande ? null : () => void gestes.deplacer(demande, ligne, 1)
                  }
                />
              </li>
            ))}
          </ol>
        )}
        <QuestionLibre gestes={gestes} />
      </section>
      <Pieces lues={lues} lignes={lignes} gestes={gestes} />
      {demande && (
        <>
          <Echeance key={demande.id} demande={demande} lues={lues} gestes={gestes} />
          <div className="rangee passe">
            <Bouton
              genre="principal"
              icone="document"
              inactif={aDemander === 0 || gestes.enCours}
              onClick={() => onEnvoyer(demande)}
            >
              Lire la lettre et envoyer…
            </Bouton>
            <Bouton inactif={gestes.enCours} onClick={() => void gestes.annuler(demande)}>
              Abandonner…
            </Bouton>
          </div>
        </>
      )}
    </div>
  );
}

interface DUneQuestion {
  readonly ligne: LigneDemande;
  readonly gestes: GestesDemandes;
  readonly onMonter: (() => void) | null;
  readonly onDescendre: (() => void) | null;
}

function Question({ ligne, gestes, onMonter, onDescendre }: DUneQuestion) {
  const [texte, setTexte] = useState<string | null>(null);
  const nom = `la question ${ligne.numero ?? ''}`;
  async function enregistrer() {
    if (texte !== null && (await gestes.modifier(ligne.id, texte.trim()))) setTexte(null);
  }
  if (texte !== null)
    return (
      <div className="colonne serree">
        <ZoneTexte
          libelle={`Texte de ${nom}`}
          libelleCache
          lignes={3}
          longueurMax={2000}
          valeur={texte}
          onChange={setTexte}
        />
        <div className="rangee serree">
          <Bouton
            taille="petite"
            genre="principal"
            inactif={texte.trim() === ''}
            enCours={gestes.enCours}
            onClick={() => void enregistrer()}
          >
            Enregistrer
          </Bouton>
          <Bouton taille="petite" onClick={() => setTexte(null)}>
            Annuler
          </Bouton>
        </div>
      </div>
    );
  return (
    <div className="demandes-ligne">
      <b className="encre2">{`${ligne.numero ?? ''}.`}</b>
      <div className="demandes-texte">
        <p>{ligne.texte}</p>
        <p className="encre2 t12">{[ligne.sujet, ligne.agent].filter(Boolean).join(' · ')}</p>
      </div>
      <span className="rangee demandes-outils">
        <Bouton
          taille="petite"
          genre="discret"
          icone="haut"
          libelleSeul={`Monter ${nom}`}
          inactif={onMonter === null || gestes.enCours}
          onClick={onMonter ?? undefined}
        />
        <Bouton
          taille="petite"
          genre="discret"
          icone="bas"
          libelleSeul={`Descendre ${nom}`}
          inactif={onDescendre === null || gestes.enCours}
          onClick={onDescendre ?? undefined}
        />
        <Bouton
          taille="petite"
          genre="discret"
          icone="modifier"
          libelleSeul={`Modifier ${nom}`}
          onClick={() => setTexte(ligne.texte)}
        />
        <Bouton
          taille="petite"
          genre="discret"
          icone="supprimer"
          libelleSeul={`Retirer ${nom}`}
          inactif={gestes.enCours}
          onClick={() => void gestes.retirer(ligne.id)}
        />
      </span>
    </div>
  );
}

function QuestionLibre({ gestes }: { readonly gestes: GestesDemandes }) {
  const [texte, setTexte] = useState('');
  async function ajouter() {
    // Ce qui a été tapé pendant l’enregistrement reste.
    if (await gestes.ajouter([{ nature: 'question', code: null, texte: texte.trim() }]))
      setTexte((actuel) => (actuel === texte ? '' : actuel));
  }
  return (
    <div className="demandes-ajout">
      <ZoneTexte
        libelle="Nouvelle question au porteur"
        libelleCache
        lignes={2}
        longueurMax={2000}
        exemple="Une autre question au porteur…"
        valeur={texte}
        onChange={setTexte}
      />
      <Bouton icone="ajouter" inactif={texte.trim() === ''} enCours={gestes.enCours} onClick={() => void ajouter()}>
        Ajouter
      </Bouton>
    </div>
  );
}

interface DesPieces {
  readonly lues: DemandesDossier;
  readonly lignes: readonly LigneDemande[];
  readonly gestes: GestesDemandes;
}

function Pieces({ lues, lignes, gestes }: DesPieces) {
  const cochees = lignes.filter((l) => l.nature === 'piece');
  if (cochees.length === 0 && lues.piecesProposees.length === 0)
    return <p className="encre2 t12">Toutes les pièces demandées sont là.</p>;
  return (
    <fieldset className="demandes-pieces">
      <legend>Pièces à demander</legend>
      {cochees.map((ligne) => (
        <CaseACocher
          key={ligne.code}
          libelle={ligne.texte}
          {...(ligne.satisfaite === null
            ? {}
            : { description: `Arrivée depuis (${ligne.satisfaite.detail}) : elle ne sera pas demandée.` })}
          valeur
          inactif={gestes.enCours}
          onChange={() => void gestes.retirer(ligne.id)}
        />
      ))}
      {lues.piecesProposees.map((piece) => (
        <CaseACocher
          key={piece.code}
          libelle={piece.libelle}
          description={decrire(piece)}
          valeur={false}
          inactif={gestes.enCours}
          onChange={() => void gestes.ajouter([{ nature: 'piece', code: piece.code, texte: piece.libelle }])}
        />
      ))}
    </fieldset>
  );
}

function decrire({ etat, commentaire, obligatoire }: PieceProposee): string {
  return [
    commentaire === '' ? LIBELLES_ETAT_PIECE[etat] : `${LIBELLES_ETAT_PIECE[etat]}\u00a0: ${commentaire}`,
    obligatoire ? null : 'facultative',
  ]
    .filter((part) => part !== null)
    .join(', ');
}

interface DEcheance {
  readonly demande: Demande;
  readonly lues: DemandesDossier;
  readonly gestes: GestesDemandes;
}

function Echeance({ demande, lues, gestes }: DEcheance) {
  const [refus, setRefus] = useState<string | null>(null);
  const valeur = demande.echeance ?? lues.echeanceProposee;
  const passee = refuserEcheance(valeur, lues.aujourdhui);
  function changer(date: string | null) {
    // Enregistrée à mesure : un texte qui n’est pas encore une date ne remplace pas celle qui est fixée.
    const raison =
      date === null
        ? `Pas encore une date : le ${formaterDate(valeur)} est gardé.`
        : refuserEcheance(date, lues.aujourdhui);
    setRefus(raison);
    if (raison === null && date !== valeur) void gestes.fixerEcheance(demande.id, date);
  }
  const avis = avertirEcheance(valeur);
  return (
    <div className="demandes-echeance" data-saisie-gardee>
      <ChampDate
        libelle="Réponse attendue au plus tard le"
        description={avis ?? (demande.echeance === null ? 'Proposée par Clas' : undefined)}
        valeur={valeur}
        onChange={changer}
        obligatoire
        erreur={refus ?? passee}
      />
    </div>
  );
}

/** « 2 questions, 1 pièce ». */
export function compterLignes(demande: Pick<Demande, 'lignes'>): string {
  const questions = demande.lignes.filter((l) => l.nature === 'question').length;
  const pieces = demande.lignes.length - questions;
  return [questions > 0 ? pluriel(questions, 'question') : '', pieces > 0 ? pluriel(pieces, 'pièce') : '']
    .filter((part) => part !== '')
    .join(', ');
}
