import type { Ref } from 'react';
import type { Lecture } from '../../../shared/contract/lectures.ts';
import { formaterInstant } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { LienInteret } from '../../instruction/LienInteret.tsx';
import { Alerte } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { ZoneTexte } from '../../ui/Champs.tsx';
import { Icone } from '../../ui/Icone.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { RappelAnDernier } from './AnDernier.tsx';
import { Conditions } from './Conditions.tsx';
import { CriteresDeLAxe } from './Criteres.tsx';
import type { Preuve, Preuves } from './preuves.ts';
import { ResteAFaire } from './ResteAFaire.tsx';
import { type AFaire, isBloquee, type Repere } from './reperes.ts';
import { TuilesAxes } from './TuilesAxes.tsx';
import type { GestesDeLecture } from './use-lecture.ts';

/** « 25/06/2026 à 16 h 12 », ou l’heure seule si c’est aujourd’hui. */
function quand(instant: string): string {
  const complet = formaterInstant(instant);
  const maintenant = formaterInstant(new Date().toISOString());
  const [jour, heure] = complet.split(' à ');
  return jour === maintenant.split(' à ')[0] ? `à ${heure}` : `le ${complet}`;
}

function EtatEnregistrement({ gestes }: { readonly gestes: GestesDeLecture }) {
  const { echec, enAttente } = gestes;
  if (echec?.gardee === true) {
    return (
      <span className="rangee serree al a-droite" role="alert">
        {`${pluriel(enAttente, 'saisie gardée', 'saisies gardées')} ici, pas encore enregistrée${enAttente > 1 ? 's' : ''}`}
        <Bouton taille="petite" onClick={gestes.hater}>
          Réessayer
        </Bouton>
      </span>
    );
  }
  let texte = 'rien d’enregistré';
  if (enAttente > 0) texte = 'enregistrement…';
  else if (gestes.enregistreLe !== null) texte = `enregistré ${quand(gestes.enregistreLe)}`;
  return <output className="a-droite encre2">{texte}</output>;
}

function Touches() {
  return (
    <>
      <span className="rangee serree">
        <Kbd touches="0" />
        <Kbd touches="1" />
        <Kbd touches="2" />
        <Kbd touches="3" /> niveau
      </span>
      <span className="rangee serree">
        <Kbd touches="S" /> sans objet
      </span>
      <span className="rangee serree">
        <Kbd touches="Entrée" /> suivant
      </span>
      <span className="rangee serree">
        <Kbd touches="O" />
        <Kbd touches="N" /> condition
      </span>
      <span className="rangee serree">
        <Kbd touches="N" /> commentaire
      </span>
      <span className="rangee serree">
        <Kbd touches="F6" /> réponses
      </span>
    </>
  );
}

interface Props {
  readonly lecture: Lecture;
  readonly gestes: GestesDeLecture;
  readonly courant: Repere;
  readonly axeCourant: string | null;
  readonly preuves: Preuves;
  /** Sections dépliées : `conditions` et codes d’axes. */
  readonly ouvertes: ReadonlySet<string>;
  readonly onSection: (code: string) => void;
  readonly toutes: boolean;
  readonly onToutes: () => void;
  readonly aFaire: AFaire;
  /** Vrai : l’agent a voulu terminer et il manque quelque chose. */
  readonly manquantsMontres: boolean;
  readonly onAller: (repere: Repere) => void;
  readonly onVoir: (preuve: Preuve) => void;
  readonly ref: Ref<HTMLElement>;
}

/** La grille de lecture : axes, conditions, critères, avis du lecteur, et ce que font les touches. */
export function GrilleDeLecture({ ref, ...props }: Props) {
  const { lecture, gestes, courant, axeCourant, preuves, ouvertes, onAller } = props;
  const { charte, note } = lecture;
  const bloquee = isBloquee(lecture);
  return (
    <section className="carte instr-grille" aria-label="Grille de lecture" ref={ref}>
      <TuilesAxes
        axes={note.axes}
        courant={axeCourant}
        onChoisir={(code) => {
          const criteres = charte.axes.find((axe) => axe.code === code)?.criteres ?? [];
          const vide = criteres.find((critere) => note.manquants.includes(critere.code)) ?? criteres[0];
          if (vide) onAller({ genre: 'critere', code: vide.code });
        }}
      />
      <div className="instr-defile">
        {gestes.echec?.gardee === false && (
          <Alerte
            ton="al"
            titre="Non enregistré."
            actions={
              <Bouton taille="petite" onClick={gestes.oublierEchec}>
                Compris
              </Bouton>
            }
          >
            <span className="instr-refus">{gestes.echec.message}</span>
            {gestes.echec.textes.map((texte) => (
              <ZoneTexte
                key={texte}
                libelle="Votre texte, à recopier"
                lignes={2}
                valeur={texte}
                onChange={() => undefined}
              />
            ))}
          </Alerte>
        )}
        {props.manquantsMontres && <ResteAFaire lecture={lecture} aFaire={props.aFaire} onAller={onAller} />}
        <RappelAnDernier anDernier={lecture.anDernier} />
        <Conditions
          dossierId={lecture.dossier.id}
          conditions={lecture.dossier.conditions}
          ouvertes={ouvertes.has('conditions')}
          onOuvrir={() => props.onSection('conditions')}
          toutes={props.toutes}
          onToutes={props.onToutes}
          courante={courant.genre === 'condition' ? courant.code : null}
          preuves={preuves}
          onVoir={props.onVoir}
          gestes={gestes}
        />
        {charte.axes.map((axe) => (
          <CriteresDeLAxe
            key={axe.code}
            axe={axe}
            lecture={lecture}
            bloquee={bloquee}
            ouvert={ouvertes.has(axe.code)}
            onOuvrir={() => props.onSection(axe.code)}
            courant={courant.genre === 'critere' ? courant.code : null}
            preuves={preuves}
            onVoir={props.onVoir}
            gestes={gestes}
          />
        ))}
        <section aria-label="Avis du lecteur">
          <div className="instr-section">
            <span className="instr-section-bouton">
              <Icone nom="modifier" taille={12} />
              <span className="g6">Avis du lecteur</span>
              <span className="encre2">repris dans le dossier de séance</span>
            </span>
            <span className="a-droite">
              <LienInteret dossierId={lecture.dossier.id} />
            </span>
          </div>
          <div className="instr-avis">
            <ZoneTexte
              libelle="Avis du lecteur"
              libelleCache
              lignes={4}
              longueurMax={20_000}
              inactif={bloquee}
              exemple="Ce que le Copil doit savoir de ce projet"
              valeur={lecture.commentaire}
              onChange={gestes.commenter}
              onSortie={gestes.hater}
            />
          </div>
        </section>
      </div>
      <footer className="carte-pied instr-touches">
        <Touches />
        <EtatEnregistrement gestes={gestes} />
      </footer>
    </section>
  );
}
