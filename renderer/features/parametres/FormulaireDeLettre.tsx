import type { FormEvent, ReactNode } from 'react';
import { Alerte } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { confirmer } from '../../ui/Dialogue.tsx';

interface Props {
  readonly titre: string;
  readonly sousTitre: string;
  /** Ce que « Revenir aux textes de Clas » remplace, en une phrase ; null : ce sont déjà les textes de Clas. */
  readonly aRemplacer: string | null;
  /** Mot du bouton qui enregistre. */
  readonly action: string;
  readonly change: boolean;
  /** Vrai si les changements montrés datent d’une visite précédente de la page. */
  readonly repris: boolean;
  /** Vrai si ce qui est changé peut s’enregistrer. */
  readonly pret: boolean;
  readonly enCours: boolean;
  readonly onEnregistrer: () => void;
  readonly onAnnuler: () => void;
  readonly onRevenir: () => void;
  readonly children: ReactNode;
}

/** Le cadre des lettres réglables : enregistrer, annuler, revenir aux textes de Clas après confirmation. */
export function FormulaireDeLettre(props: Props) {
  const { aRemplacer, pret, enCours } = props;
  function envoyer(evenement: FormEvent) {
    evenement.preventDefault();
    if (pret && !enCours) props.onEnregistrer();
  }
  async function revenir(texte: string) {
    if (await confirmer({ titre: 'Revenir aux textes de Clas', texte, action: 'Revenir' })) props.onRevenir();
  }
  return (
    <form noValidate onSubmit={envoyer}>
      <Carte
        titre={props.titre}
        sousTitre={props.sousTitre}
        pied={
          <>
            {aRemplacer !== null && (
              <Bouton onClick={() => void revenir(aRemplacer)}>Revenir aux textes de Clas…</Bouton>
            )}
            <span className="rangee a-droite">
              <Bouton inactif={!props.change} onClick={props.onAnnuler}>
                Annuler
              </Bouton>
              <Bouton type="submit" genre="principal" icone="enregistrer" inactif={!pret} enCours={enCours}>
                {props.action}
              </Bouton>
            </span>
          </>
        }
      >
        {props.repris && props.change && <BrouillonRepris onAbandonner={props.onAnnuler} />}
        {props.children}
      </Carte>
    </form>
  );
}

/** En tête d’un formulaire retrouvé tel qu’on l’avait quitté. */
export function BrouillonRepris({ onAbandonner }: { readonly onAbandonner: () => void }) {
  return (
    <Alerte
      ton="att"
      titre="Modifications pas encore enregistrées."
      actions={
        <Bouton taille="petite" onClick={onAbandonner}>
          Revenir au texte enregistré
        </Bouton>
      }
    >
      Vous retrouvez ce que vous aviez écrit avant de quitter cette page.
    </Alerte>
  );
}
