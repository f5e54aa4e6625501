import { useState } from 'react';
import type { CollectifSuivi, EvenementSaisi, SuiviDossier } from '../../shared/contract/suivi.ts';
import { pluriel } from '../../shared/domaine/libelles.ts';
import { Alerte } from '../ui/Alerte.tsx';
import { Bouton } from '../ui/Bouton.tsx';
import { CaseACocher, ChampDate, ChampNombre, ChampTexte } from '../ui/Champs.tsx';
import { Dialogue } from '../ui/Dialogue.tsx';
import type { GestesDeSuivi } from './use-deroulement.ts';

interface Props {
  readonly dossier: SuiviDossier;
  /** Ceux dont le démarrage peut se noter. */
  readonly collectifs: readonly CollectifSuivi[];
  readonly gestes: GestesDeSuivi;
  readonly onFermer: () => void;
}

interface Saisie {
  readonly retenu: boolean;
  readonly lieu: string;
  readonly jours: string;
  readonly horaires: string;
  readonly coordinateur: string;
  readonly effectif: number | null;
}

/** Ce qui était prévu, à corriger ; le nombre d’enfants, lui, se constate : il n’est pas repris de la réponse. */
function proposer({ prevu, confirme }: CollectifSuivi, coordinateurDeclare: string | null): Saisie {
  return {
    retenu: true,
    lieu: confirme.lieu ?? prevu.lieu ?? '',
    jours: confirme.jours ?? prevu.jours ?? '',
    horaires: confirme.horaires ?? prevu.horaires ?? '',
    coordinateur: confirme.coordinateur ?? coordinateurDeclare ?? '',
    effectif: null,
  };
}

/** Le démarrage d’un collectif, ou de tous ceux d’un dossier, confirmé d’un coup. */
export function DialogueDemarrages({ dossier, collectifs, gestes, onFermer }: Props) {
  const [dateEffet, setDate] = useState<string | null>(null);
  const [saisies, setSaisies] = useState<ReadonlyMap<number, Saisie>>(
    () => new Map(collectifs.map((c) => [c.collectifId, proposer(c, dossier.coordinateurDeclare)])),
  );
  const [refus, setRefus] = useState<string | null>(null);
  const retenus = collectifs.filter((c) => saisies.get(c.collectifId)?.retenu === true);
  function changer(collectifId: number, valeurs: Partial<Saisie>) {
    setSaisies((avant) => {
      const actuelle = avant.get(collectifId);
      return actuelle ? new Map(avant).set(collectifId, { ...actuelle, ...valeurs }) : avant;
    });
  }
  async function envoyer() {
    if (dateEffet === null || retenus.length === 0) {
      setRefus(dateEffet === null ? 'Donnez la date du premier accueil.' : 'Cochez au moins un collectif.');
      return;
    }
    const evenements = retenus.flatMap(({ collectifId }): EvenementSaisi[] => {
      const saisie = saisies.get(collectifId);
      if (!saisie) return [];
      const { retenu: _retenu, ...dits } = saisie;
      return [{ ...dits, collectifId, nature: 'demarrage', dateEffet, texte: '' }];
    });
    const phrase = await gestes.noter(evenements);
    if (phrase === null) onFermer();
    else setRefus(phrase);
  }
  return (
    <Dialogue
      ouvert
      onFermer={onFermer}
      titre={collectifs.length === 1 ? `Collectif ${collectifs[0]?.lettre} : démarrage` : 'Démarrage des collectifs'}
      taille="xl"
      onEnvoyer={() => void envoyer()}
      pied={
        <>
          <Bouton onClick={onFermer}>Renoncer</Bouton>
          <Bouton type="submit" genre="principal" enCours={gestes.enCours}>
            {`Confirmer ${pluriel(retenus.length, 'démarrage')}`}
          </Bouton>
        </>
      }
    >
      {refus !== null && <Alerte ton="al">{refus}</Alerte>}
      <ChampDate
        libelle="Premier jour d’accueil"
        description="Lieu, jours, horaires et coordinateur viennent de la réponse à l’appel à projets : corrigez ce qui a changé."
        valeur={dateEffet}
        onChange={setDate}
        obligatoire
        focusInitial
      />
      {collectifs.map((collectif) => {
        const saisie = saisies.get(collectif.collectifId);
        if (!saisie) return null;
        const { collectifId, lettre, libelle, prevu } = collectif;
        const nom = `${lettre} – ${libelle}`;
        const ecrire = (valeurs: Partial<Saisie>) => changer(collectifId, valeurs);
        return (
          <fieldset key={collectifId} className="suivi-demarrage">
            <legend className="g6">
              {collectifs.length === 1 ? (
                nom
              ) : (
                <CaseACocher libelle={nom} valeur={saisie.retenu} onChange={(retenu) => ecrire({ retenu })} />
              )}
            </legend>
            {saisie.retenu && (
              <div className="suivi-champs suivi-champs-serres">
                <ChampTexte
                  libelle="Lieu"
                  valeur={saisie.lieu}
                  onChange={(lieu) => ecrire({ lieu })}
                  longueurMax={300}
                />
                <ChampNombre
                  libelle="Enfants inscrits"
                  valeur={saisie.effectif}
                  onChange={(effectif) => ecrire({ effectif })}
                  exemple={prevu.effectif === null ? '' : `${prevu.effectif} prévus`}
                  minimum={0}
                  maximum={999}
                />
                <ChampTexte
                  libelle="Jours"
                  valeur={saisie.jours}
                  onChange={(jours) => ecrire({ jours })}
                  longueurMax={300}
                />
                <ChampTexte
                  libelle="Horaires"
                  valeur={saisie.horaires}
                  onChange={(horaires) => ecrire({ horaires })}
                  longueurMax={300}
                />
                <ChampTexte
                  libelle="Coordinateur"
                  valeur={saisie.coordinateur}
                  onChange={(coordinateur) => ecrire({ coordinateur })}
                  longueurMax={300}
                />
              </div>
            )}
          </fieldset>
        );
      })}
    </Dialogue>
  );
}
