import { useState } from 'react';
import type { Demande, LigneDemande } from '../../shared/contract/demandes.ts';
import { dateDe, formaterDate, formaterInstant } from '../../shared/domaine/dates.ts';
import { Bouton } from '../ui/Bouton.tsx';
import { CaseACocher, ZoneTexte } from '../ui/Champs.tsx';
import { Dialogue } from '../ui/Dialogue.tsx';
import { Signe } from '../ui/Signe.tsx';
import { EtatDeDemande } from './EtatDeDemande.tsx';
import type { GestesDemandes } from './use-demandes.ts';

interface Props {
  readonly demande: Demande;
  readonly gestes: GestesDemandes;
  readonly onRelancer: (demande: Demande) => void;
}

/** Une demande partie : ce qui est arrivé, ce qui manque, ses lettres, et ce qu’on en fait. */
export function SuiviDemande({ demande, gestes, onRelancer }: Props) {
  const [repondue, setRepondue] = useState<LigneDemande | null>(null);
  const { lignes, satisfaites, etat, echeance, autresChangements } = demande;
  const ouverte = etat === 'envoyee';
  return (
    <div className="colonne">
      <div className="rangee passe">
        <EtatDeDemande demande={demande} />
        <span className="encre2 t12">
          {[
            `${satisfaites} sur ${lignes.length} ${satisfaites > 1 ? 'reçues' : 'reçue'}`,
            ouverte && echeance !== null ? `attendue le ${formaterDate(echeance)}` : null,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </div>
      {demande.closeLe !== null && (
        <p className="t12">
          {`${etat === 'annulee' ? 'Annulée' : 'Close'} par ${demande.closePar ?? 'un agent'}, le ${formaterInstant(demande.closeLe)}`}
          {demande.motif !== '' && `\u00a0: ${demande.motif}`}
        </p>
      )}
      <ul className="demandes-lignes" aria-label="Lignes de la demande">
        {dansLOrdreDeLaLettre(lignes).map((ligne) => (
          <li key={ligne.id}>
            <LigneSuivie ligne={ligne} ouverte={ouverte} gestes={gestes} onRepondre={() => setRepondue(ligne)} />
          </li>
        ))}
      </ul>
      {autresChangements.length > 0 && (
        <details className="t12">
          <summary className="encre2">Autres réponses changées par un import depuis l’envoi</summary>
          <Changements changements={autresChangements} />
        </details>
      )}
      <Lettres demande={demande} gestes={gestes} />
      <div className="rangee passe">
        {ouverte && (
          <>
            {satisfaites < lignes.length && (
              <Bouton icone="document" onClick={() => onRelancer(demande)}>
                Relancer…
              </Bouton>
            )}
            <Bouton
              genre={satisfaites === lignes.length ? 'principal' : 'defaut'}
              inactif={gestes.enCours}
              onClick={() => void gestes.clore(demande)}
            >
              Clore…
            </Bouton>
            <Bouton inactif={gestes.enCours} onClick={() => void gestes.annuler(demande)}>
              Annuler…
            </Bouton>
          </>
        )}
        {etat === 'close' && (
          <Bouton inactif={gestes.enCours} onClick={() => void gestes.rouvrir(demande)}>
            Rouvrir…
          </Bouton>
        )}
      </div>
      {repondue && (
        <DialogueReponse key={repondue.id} ligne={repondue} gestes={gestes} onFermer={() => setRepondue(null)} />
      )}
    </div>
  );
}

/** Les questions, puis les pièces. */
function dansLOrdreDeLaLettre(lignes: readonly LigneDemande[]): LigneDemande[] {
  return lignes.toSorted((a, b) => Number(a.nature === 'piece') - Number(b.nature === 'piece'));
}

interface DUneLigne {
  readonly ligne: LigneDemande;
  readonly ouverte: boolean;
  readonly gestes: GestesDemandes;
  readonly onRepondre: () => void;
}

function LigneSuivie({ ligne, ouverte, gestes, onRepondre }: DUneLigne) {
  const { satisfaite, reponse, changements } = ligne;
  const nom = ligne.numero === null ? `la pièce « ${ligne.texte} »` : `la question ${ligne.numero}`;
  return (
    <div className="demandes-ligne">
      <Signe
        nom={satisfaite === null ? 'sablier' : 'fait'}
        className={satisfaite === null ? 'encre2' : 'ok'}
        titre={satisfaite === null ? 'attendue' : 'reçue'}
      />
      <div className="demandes-texte">
        <p>{ligne.numero === null ? ligne.texte : `${ligne.numero}. ${ligne.texte}`}</p>
        {ligne.sujet !== null && <p className="encre2 t12">{ligne.sujet}</p>}
        {reponse !== '' && <p className="demandes-reponse">{reponse}</p>}
        {satisfaite !== null && (
          <p className="encre2 t12">
            {[satisfaite.detail, satisfaite.le === null ? null : `le ${formaterDate(dateDe(satisfaite.le))}`]
              .filter(Boolean)
              .join(', ')}
          </p>
        )}
        {changements.length > 0 && <Changements changements={changements} />}
        {ouverte && (
          <div className="rangee serree demandes-gestes">
            {satisfaite === null && (
              <Bouton
                taille="petite"
                inactif={gestes.enCours}
                titre={`Dire que ${nom} est reçue`}
                onClick={() => void gestes.repondre(ligne.id, true, reponse)}
              >
                Reçue
              </Bouton>
            )}
            <Bouton taille="petite" inactif={gestes.enCours} titre={`Noter la réponse à ${nom}`} onClick={onRepondre}>
              {reponse === '' ? 'Noter la réponse…' : 'Revoir la réponse…'}
            </Bouton>
            {satisfaite?.source === 'agent' && (
              <Bouton
                taille="petite"
                inactif={gestes.enCours}
                titre={`Attendre de nouveau ${nom}`}
                onClick={() => void gestes.repondre(ligne.id, false, reponse)}
              >
                Toujours attendue
              </Bouton>
            )}
          </div>
        )}
      </div>
    </div>
  );
}

/** Le porteur a peut-être répondu sur le portail : ce qu’un import a changé, à lire avant de le relancer. */
function Changements({ changements }: { readonly changements: LigneDemande['changements'] }) {
  return (
    <ul className="demandes-changements t12">
      {changements.map(({ instant, champ, avant, apres }) => (
        <li key={`${instant} ${champ} ${avant} ${apres}`}>
          <span className="encre2">{`Import du ${formaterDate(dateDe(instant))}, ${champ}\u00a0: `}</span>
          <s>{avant ?? '(vide)'}</s> <span aria-label="devient">→</span> <b className="g6">{apres ?? '(vide)'}</b>
        </li>
      ))}
    </ul>
  );
}

function Lettres({ demande, gestes }: { readonly demande: Demande; readonly gestes: GestesDemandes }) {
  if (demande.lettres.length === 0) return null;
  return (
    <ul className="demandes-lettres t12" aria-label="Lettres envoyées">
      {demande.lettres.map((lettre) => (
        <li key={`${lettre.instant} ${lettre.sha256}`}>
          <button
            type="button"
            className="lien"
            title={`Enregistrer une copie de « ${lettre.nom} »`}
            onClick={() => void gestes.rendreLettre(demande, lettre)}
          >
            {lettre.genre === 'lettre' ? 'Lettre' : 'Relance'}
          </button>
          <span className="encre2">
            {` du ${formaterInstant(lettre.instant)}, ${lettre.agent} ; réponse avant le ${formaterDate(lettre.echeance)}`}
          </span>
        </li>
      ))}
    </ul>
  );
}

interface DReponse {
  readonly ligne: LigneDemande;
  readonly gestes: GestesDemandes;
  readonly onFermer: () => void;
}

function DialogueReponse({ ligne, gestes, onFermer }: DReponse) {
  const [reponse, setReponse] = useState(ligne.reponse);
  const [satisfaite, setSatisfaite] = useState(true);
  async function enregistrer() {
    if (await gestes.repondre(ligne.id, satisfaite, reponse.trim())) onFermer();
  }
  return (
    <Dialogue
      ouvert
      titre="Réponse du porteur"
      onFermer={onFermer}
      onEnvoyer={() => void enregistrer()}
      pied={
        <>
          <Bouton onClick={onFermer}>Annuler</Bouton>
          <Bouton genre="principal" type="submit" raccourci="Ctrl+Entrée" enCours={gestes.enCours}>
            Enregistrer
          </Bouton>
        </>
      }
    >
      <div className="colonne">
        <p className="g5">{ligne.numero === null ? ligne.texte : `${ligne.numero}. ${ligne.texte}`}</p>
        <ZoneTexte
          libelle="Ce que le porteur a répondu"
          focusInitial
          lignes={5}
          longueurMax={4000}
          valeur={reponse}
          onChange={setReponse}
        />
        <CaseACocher libelle="Cela suffit : ne plus l’attendre" valeur={satisfaite} onChange={setSatisfaite} />
      </div>
    </Dialogue>
  );
}
