import type { CollectifSuivi, SuiviDossier } from '../../shared/contract/suivi.ts';
import { formaterDate, lierHeures } from '../../shared/domaine/dates.ts';
import { SUITES } from '../../shared/domaine/etat-collectif.ts';
import { pluriel } from '../../shared/domaine/libelles.ts';
import { LIBELLES_EVENEMENT } from '../../shared/domaine/libelles-suivi.ts';
import { formaterMontant } from '../../shared/domaine/nombres.ts';
import { useAgent } from '../contexte.tsx';
import { Alerte, Chargement } from '../ui/Alerte.tsx';
import { Bouton } from '../ui/Bouton.tsx';
import { MenuDeroulant } from '../ui/Menus.tsx';
import { DialogueDemarrages } from './DialogueDemarrages.tsx';
import { DialogueEchange } from './DialogueEchange.tsx';
import { DialogueEvenement, type NatureSaisie } from './DialogueEvenement.tsx';
import { DialogueVisite } from './DialogueVisite.tsx';
import { EtatDeCollectif } from './EtatDeCollectif.tsx';
import { Fil } from './Fil.tsx';
import './suivi.css';
import { type GestesDeSuivi, useDeroulement } from './use-deroulement.ts';

/** Le dialogue ouvert : tenu par la page, qui l’ouvre aussi d’une touche. */
export type GesteOuvert =
  /** `collectifId` null : tous ceux qui peuvent démarrer. */
  | { readonly genre: 'demarrage'; readonly collectifId: number | null }
  | { readonly genre: 'evenement'; readonly nature: NatureSaisie; readonly collectifId: number }
  | { readonly genre: 'visite'; readonly collectifId: number | null }
  | { readonly genre: 'echange'; readonly objet: string };

interface Props {
  readonly dossierId: number;
  readonly ouvert: GesteOuvert | null;
  readonly onOuvrir: (geste: GesteOuvert | null) => void;
}

/** Le suivi d’un dossier : chaque collectif, les alertes, et le fil de ce qui est arrivé. */
export function SuiviDuDossier({ dossierId, ouvert, onOuvrir }: Props) {
  const gestes = useDeroulement(dossierId);
  const { lu, erreur } = gestes;
  if (!lu) return erreur === null ? <Chargement texte="Lecture du suivi…" /> : <Alerte ton="al">{erreur}</Alerte>;
  const aDemarrer = lu.collectifs.filter(peutDemarrer);
  return (
    <div className="suivi-dossier">
      {lu.alertes.length > 0 && (
        <ul className="suivi-alertes" aria-label="Alertes">
          {lu.alertes.map(({ code, texte }) => (
            <li key={`${code} ${texte}`}>
              <Alerte ton="att">{texte}</Alerte>
            </li>
          ))}
        </ul>
      )}
      <div className="rangee passe serree">
        {aDemarrer.length > 0 && (
          <Bouton taille="petite" genre="principal" onClick={() => onOuvrir({ genre: 'demarrage', collectifId: null })}>
            {aDemarrer.length === 1 ? 'Confirmer le démarrage…' : `Confirmer les ${aDemarrer.length} démarrages…`}
          </Bouton>
        )}
        <Bouton taille="petite" onClick={() => onOuvrir({ genre: 'visite', collectifId: null })}>
          Visite…
        </Bouton>
        <Bouton taille="petite" onClick={() => onOuvrir({ genre: 'echange', objet: '' })}>
          Échange…
        </Bouton>
      </div>
      {lu.collectifs.length === 0 ? (
        <p className="encre2">Aucun collectif agréé : il n’y a que les échanges à noter.</p>
      ) : (
        <ul className="suivi-collectifs" aria-label="Collectifs suivis">
          {lu.collectifs.map((c) => (
            <li key={c.collectifId}>
              <Collectif collectif={c} onOuvrir={onOuvrir} />
            </li>
          ))}
        </ul>
      )}
      {lu.collectifs.length > 0 && (
        <p className="suivi-total">
          <span>Agréé</span>
          <span className="insecable">{`${formaterMontant(lu.agreeCentimes)} €`}</span>
          <span className="g6">À attendre d’après le suivi</span>
          <b className="g6 insecable">{`${formaterMontant(lu.droitCentimes)} €`}</b>
        </p>
      )}
      <Fil
        fil={lu.fil}
        libelle={`Fil du dossier ${lu.numero}`}
        onAnnuler={(element) => void gestes.annuler(element)}
        onSuite={({ date }) => onOuvrir({ genre: 'echange', objet: `Suite de la visite du ${formaterDate(date)}` })}
      />
      {ouvert && <GesteDeSuivi lu={lu} ouvert={ouvert} gestes={gestes} onFermer={() => onOuvrir(null)} />}
    </div>
  );
}

function peutDemarrer({ accorde, situation }: CollectifSuivi): boolean {
  return accorde && SUITES[situation].includes('demarrage');
}

interface DUnCollectif {
  readonly collectif: CollectifSuivi;
  readonly onOuvrir: (geste: GesteOuvert) => void;
}

function Collectif({ collectif, onOuvrir }: DUnCollectif) {
  const { collectifId, lettre, libelle, situation, depuis, accorde, confirme, prevu, mois } = collectif;
  const ou = [confirme.lieu ?? prevu.lieu, confirme.jours ?? prevu.jours, confirme.horaires ?? prevu.horaires];
  const enfants = confirme.effectif ?? prevu.effectif;
  return (
    <div className="suivi-collectif">
      <b className="g6">{lettre}</b>
      <div>
        <p className="rangee serree passe">
          <span className="g5">{libelle}</span>
          <EtatDeCollectif situation={situation} />
          {depuis !== null && <span className="encre2 t12 insecable">{`depuis le ${formaterDate(depuis)}`}</span>}
        </p>
        <p className="encre2 t12">
          {[
            lierHeures(ou.filter(Boolean).join(', ')),
            enfants === null ? null : `${pluriel(enfants, 'enfant')}${confirme.effectif === null ? ' prévus' : ''}`,
            confirme.coordinateur,
            situation === 'a_confirmer' ? null : `${mois} mois sur 10`,
            accorde ? null : 'n’est plus agréé',
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      {accorde && (
        <MenuDeroulant
          aligne="droite"
          cible={<Bouton taille="petite" icone="points" libelleSeul={`Noter pour le collectif ${lettre}…`} />}
          articles={[
            ...SUITES[situation].map((nature) => ({
              code: nature,
              libelle: `${LIBELLES_EVENEMENT[nature]}…`,
              executer: () =>
                onOuvrir(
                  nature === 'demarrage'
                    ? { genre: 'demarrage', collectifId }
                    : { genre: 'evenement', nature, collectifId },
                ),
            })),
            {
              code: 'visite',
              libelle: 'Visite…',
              trait: true,
              executer: () => onOuvrir({ genre: 'visite', collectifId }),
            },
          ]}
        />
      )}
    </div>
  );
}

interface DUnGeste {
  readonly lu: SuiviDossier;
  readonly ouvert: GesteOuvert;
  readonly gestes: GestesDeSuivi;
  readonly onFermer: () => void;
}

function GesteDeSuivi({ lu, ouvert, gestes, onFermer }: DUnGeste) {
  const { prenom, nom } = useAgent();
  const commun = { dossier: lu, gestes, onFermer };
  switch (ouvert.genre) {
    case 'demarrage': {
      const collectifs = lu.collectifs.filter(
        (c) => peutDemarrer(c) && (ouvert.collectifId === null || ouvert.collectifId === c.collectifId),
      );
      return <DialogueDemarrages {...commun} collectifs={collectifs} />;
    }
    case 'evenement': {
      const collectif = lu.collectifs.find((c) => c.collectifId === ouvert.collectifId);
      return collectif ? <DialogueEvenement {...commun} collectif={collectif} nature={ouvert.nature} /> : null;
    }
    case 'visite':
      return <DialogueVisite {...commun} agent={`${prenom} ${nom}`} collectifId={ouvert.collectifId} />;
    case 'echange':
      return <DialogueEchange {...commun} objet={ouvert.objet} />;
    default:
      throw new Error(`Geste non prévu : ${String(ouvert satisfies never)}`);
  }
}
