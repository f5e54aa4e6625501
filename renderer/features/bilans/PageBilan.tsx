import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Bilan } from '../../../shared/contract/bilans.ts';
import { type AnalyseDeBilan, type Anomalie, analyserBilan } from '../../../shared/domaine/bilan-analyse.ts';
import { dateDe, formaterDate, formaterInstant } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { api, messageErreur } from '../../api.ts';
import { chemins } from '../../contexte.tsx';
import { useProduction } from '../../produire.ts';
import { Alerte, Chargement } from '../../ui/Alerte.tsx';
import { type Action, BoutonAction, useActions } from '../../ui/actions.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { confirmer, demanderMotif } from '../../ui/Dialogue.tsx';
import { notifier } from '../../ui/notifier.tsx';
import { Page } from '../../ui/Page.tsx';
import { useTentative } from '../../use-tentative.ts';
import { Collectifs } from './Collectifs.tsx';
import { CompteDeResultat } from './CompteDeResultat.tsx';
import { DialogueReception } from './DialogueReception.tsx';
import { DroitReel } from './DroitReel.tsx';
import { Ecarts } from './Ecarts.tsx';
import { Enfants } from './Enfants.tsx';
import { Equipe } from './Equipe.tsx';
import { EtatDuBilan } from './EtatDuBilan.tsx';
import { useRefus } from './refus.tsx';
import { useBilan } from './use-bilan.ts';
import './bilans.css';

interface Props {
  readonly campagneId: number;
  readonly dossierId: number;
}

/** Le bilan d’un dossier : le remplir, expliquer ses écarts, le valider. */
export function PageBilan({ campagneId, dossierId }: Props) {
  const saisie = useBilan(dossierId);
  const { bilan, erreur, relire } = saisie;
  if (bilan === undefined)
    return (
      <Page titre="Bilan">
        {erreur ? (
          <Alerte
            ton="al"
            actions={
              <div className="rangee">
                <Bouton taille="petite" onClick={relire}>
                  Réessayer
                </Bouton>
                <Link href={chemins.bilans(campagneId)} className="btn btn-petite">
                  Voir les bilans
                </Link>
              </div>
            }
          >
            {messageErreur(erreur)}
          </Alerte>
        ) : (
          <Chargement texte="Lecture du bilan…" />
        )}
      </Page>
    );
  return <Contenu bilan={bilan} saisie={saisie} />;
}

function Contenu({ bilan, saisie }: { readonly bilan: Bilan; readonly saisie: ReturnType<typeof useBilan> }) {
  const { dossierId, campagneId, etat } = bilan;
  const fige = etat === 'valide' || bilan.close;
  const [reception, setReception] = useState(false);
  const { occupe: enCours, erreur, tenter } = useTentative();
  const [, aller] = useLocation();
  const classeur = useProduction('bilan.classeur');
  const refus = useRefus();
  const analyse: AnalyseDeBilan = analyserBilan(
    {
      collectifs: bilan.collectifs,
      budgetPrevu: bilan.budgetPrevu,
      bareme: bilan.bareme,
      ecartMaximalPointsBase: bilan.reglages.ecartMaximalPointsBase,
    },
    bilan.saisie,
  );
  const droit = analyse.droit.droitCentimes;
  const validable =
    etat === 'recu' && analyse.manques.length === 0 && droit !== null && !bilan.close && refus.nombre === 0;
  async function valider() {
    if (droit === null) return;
    const oui = await confirmer({
      titre: 'Valider le bilan',
      texte: `Le droit réel de ${formaterEuros(droit)} sera figé et le solde calculé d’après lui. Pour corriger ensuite, il faudra rouvrir le bilan avec un motif.`,
      action: 'Valider',
    });
    if (!oui) return;
    await tenter(async () => {
      if (!(await saisie.terminer())) return;
      saisie.poser(await api.bilans.valider({ dossierId, droitReelCentimes: droit }));
      notifier(`Droit réel : ${formaterEuros(droit)}.`, 'Bilan validé');
    });
  }
  async function rouvrir() {
    const motif = await demanderMotif({
      titre: 'Rouvrir le bilan',
      texte:
        'Le droit réel ne sera plus figé, et le solde sera bloqué jusqu’à la prochaine validation. Échéances et trop-perçu ne bougent pas d’ici là.',
      action: 'Rouvrir',
    });
    if (motif === null) return;
    await tenter(async () => saisie.poser(await api.bilans.rouvrir({ dossierId, motif })));
  }
  const actions: readonly Action[] = [
    {
      code: 'bilans.recevoir',
      libelle: bilan.recuLe === null ? 'Bilan reçu…' : 'Date de réception…',
      menu: 'edition',
      groupe: 40,
      icone: 'coche',
      disponible: !fige,
      executer: () => setReception(true),
    },
    {
      code: 'bilans.valider',
      libelle: 'Valider le bilan…',
      menu: 'edition',
      groupe: 40,
      icone: 'cadenas',
      disponible: validable && !enCours,
      executer: () => void valider(),
    },
    {
      code: 'bilans.rouvrir',
      libelle: 'Rouvrir le bilan…',
      menu: 'edition',
      groupe: 40,
      disponible: etat === 'valide' && !bilan.close && !enCours,
      executer: () => void rouvrir(),
    },
  ];
  const duClasseur: readonly Action[] = [
    {
      code: 'bilans.produire-classeur',
      libelle: 'Produire le classeur de bilan',
      menu: 'fichier',
      groupe: 30,
      icone: 'tableur',
      disponible: !classeur.enCours,
      executer: () => classeur.produire((signal) => api.classeursBilan.classeur({ campagneId, dossierId }, { signal })),
    },
    {
      code: 'bilans.lire-classeur',
      libelle: 'Lire le classeur rendu…',
      menu: 'fichier',
      groupe: 30,
      icone: 'lire',
      disponible: !fige,
      executer: () => aller(chemins.classeurDeBilan(campagneId, dossierId)),
    },
  ];
  useActions([...actions, ...duClasseur]);
  const [recevoir, figer, deverrouiller] = actions;
  const props = { bilan, fige, saisir: saisie.saisir };
  const anomaliesDe = (table: ReturnType<typeof tableDe>) => analyse.anomalies.filter((a) => tableDe(a) === table);
  return (
    <Page
      titre={bilan.structure}
      sousTitre={
        <span className="rangee">
          bilan {bilan.anneeScolaire}, dossier {bilan.numero}
          <EtatDuBilan bilan={{ ...bilan, aExpliquer: analyse.manques.length > 0 }} />
          <span className="encre3 t12">{direEnregistrement(bilan, saisie, refus.nombre)}</span>
        </span>
      }
      defile
      actions={
        <>
          {etat === 'valide' && deverrouiller && <BoutonAction action={deverrouiller} />}
          {etat !== 'valide' && recevoir && <BoutonAction action={recevoir} />}
          {etat !== 'valide' && figer && <BoutonAction action={figer} genre="principal" enCours={enCours} />}
        </>
      }
    >
      {saisie.echec && (
        <Alerte
          ton="al"
          titre={saisie.echec.gardee ? 'Pas encore enregistré.' : 'Non enregistré.'}
          actions={<Bouton onClick={saisie.oublierEchec}>Fermer</Bouton>}
        >
          {saisie.echec.message}
        </Alerte>
      )}
      {erreur !== null && <Alerte ton="al">{erreur}</Alerte>}
      {classeur.erreur !== null && <Alerte ton="al">{classeur.erreur}</Alerte>}
      {bilan.close && <Alerte ton="att">La campagne est close : ce bilan ne change plus.</Alerte>}
      <div className="bilans-page">
        <div className="colonne bilans-gauche">
          <Collectifs {...props} anomalies={anomaliesDe('collectifs')} refus={refus.de('collectifs')} />
          <CompteDeResultat {...props} anomalies={anomaliesDe('compte')} refus={refus.de('compte')} />
          <Ecarts {...props} ecarts={analyse.ecarts} ecartMaximalPointsBase={bilan.reglages.ecartMaximalPointsBase} />
          <Enfants {...props} anomalies={anomaliesDe('enfants')} refus={refus.de('enfants')} />
          <Equipe {...props} refus={refus.de('equipe')} />
        </div>
        <div className="colonne bilans-droite">
          <DroitReel bilan={bilan} analyse={analyse} refusees={refus.nombre} />
          <Provenance bilan={bilan} actions={duClasseur} />
        </div>
      </div>
      {reception && (
        <DialogueReception
          recuLe={bilan.recuLe ?? bilan.aujourdhui}
          aujourdhui={bilan.aujourdhui}
          onFermer={() => setReception(false)}
          onRecu={async (recuLe) => {
            if (await saisie.terminer()) saisie.poser(await api.bilans.recevoir({ dossierId, recuLe }));
          }}
        />
      )}
      <Link href={chemins.bilans(campagneId)} className="lien bilans-retour">
        Tous les bilans
      </Link>
    </Page>
  );
}

/** La table sous laquelle se dit une anomalie. */
function tableDe({ champ }: Anomalie): 'collectifs' | 'compte' | 'enfants' {
  if (champ.startsWith('budget ')) return 'compte';
  return champ.endsWith(' enfants') ? 'enfants' : 'collectifs';
}

function direEnregistrement(
  bilan: Bilan,
  { enAttente, enregistreLe }: ReturnType<typeof useBilan>,
  refusees: number,
): string {
  if (refusees > 0) return pluriel(refusees, 'case non enregistrée', 'cases non enregistrées');
  if (enAttente > 0) return 'enregistrement…';
  const quand = enregistreLe ?? bilan.saisi?.instant ?? null;
  return quand === null ? 'rien d’enregistré' : `enregistré le ${formaterInstant(quand)}`;
}

/** D’où vient le bilan, quand il est arrivé, ce qui a été réclamé. */
function Provenance({ bilan, actions }: { readonly bilan: Bilan; readonly actions: readonly Action[] }) {
  const { reglages, recuLe, origine, saisi, valide, relances } = bilan;
  const lignes = [
    `Attendu le ${formaterDate(reglages.echeance)}${bilan.enRetard ? ', en retard' : ''}`,
    recuLe === null ? null : `Reçu le ${formaterDate(recuLe)}`,
    origine === null ? null : `Origine : ${origine}`,
    saisi === null ? null : `Saisi par ${saisi.agent}`,
    valide === null ? null : `Validé par ${valide.agent}, le ${formaterInstant(valide.instant)}`,
    ...relances.map(
      (r) =>
        `Relance ${r.rang} du ${formaterDate(dateDe(r.instant))}${r.envoyeeLe === null ? ', pas encore envoyée' : `, envoyée le ${formaterDate(r.envoyeeLe)}`}`,
    ),
  ].filter((ligne) => ligne !== null);
  return (
    <Carte titre="Réception">
      <ul className="bilans-liste">
        {lignes.map((ligne) => (
          <li key={ligne}>{ligne}</li>
        ))}
      </ul>
      <div className="bilans-classeur">
        {actions.map((action) => (
          <BoutonAction key={action.code} action={action} />
        ))}
      </div>
    </Carte>
  );
}
