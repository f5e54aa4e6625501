import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { LotComplet } from '../../../../shared/contract/lots.ts';
import { formaterInstant } from '../../../../shared/domaine/dates.ts';
import { pluriel } from '../../../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../../../shared/domaine/nombres.ts';
import { messageErreur, q } from '../../../api.ts';
import { useAgent } from '../../../contexte.tsx';
import { Alerte } from '../../../ui/Alerte.tsx';
import { Bouton } from '../../../ui/Bouton.tsx';
import { Carte } from '../../../ui/Carte.tsx';
import { demanderMotif } from '../../../ui/Dialogue.tsx';
import { notifier } from '../../../ui/notifier.tsx';
import { Signe } from '../../../ui/Signe.tsx';
import { ZoneFichiers } from '../fichiers/ZoneFichiers.tsx';
import { BadgeLot } from './BadgeLot.tsx';

function initiales(nom: string): string {
  return nom
    .split(' ')
    .map((mot) => mot.charAt(0))
    .join('')
    .slice(0, 2)
    .toUpperCase();
}

/** Un refus se voit là où l’agent regarde, même s’il avait fait défiler le panneau. */
function amener(refus: HTMLElement | null): void {
  refus?.scrollIntoView({ block: 'center' });
}

/** « Payé : 49 802,41 € ; rejeté : 7 176,40 €. » */
function direIssues(lignes: LotComplet['lignes']): string {
  const somme = (issue: 'payee' | 'rejetee' | null) =>
    lignes.filter((l) => l.issue === issue).reduce((n, l) => n + l.montantCentimes, 0);
  const parts = [
    ['Payé', somme('payee')],
    ['Rejeté', somme('rejetee')],
    ['Sans retour', somme(null)],
  ] as const;
  return parts
    .filter(([, centimes]) => centimes > 0)
    .map(([nom, centimes]) => `${nom} : ${formaterEuros(centimes)}`)
    .join(' ; ');
}

/** Le premier agent prépare, le second valide : chacun son nom et son heure. */
function DeuxAgents({ lot }: { readonly lot: LotComplet }) {
  return (
    <div className="paiements-agents">
      <div className="rangee">
        <span className="avatar" aria-hidden="true">
          {initiales(lot.prepare.par)}
        </span>
        <div>
          <div className="g5">{`Préparé par ${lot.prepare.par}`}</div>
          <div className="encre2 t12">{formaterInstant(lot.prepare.le)}</div>
        </div>
      </div>
      <div className="rangee">
        <span className={lot.valide ? 'avatar' : 'avatar paiements-attendu'} aria-hidden="true">
          {lot.valide ? initiales(lot.valide.par) : '2'}
        </span>
        <div>
          <div className="g5">
            {lot.valide
              ? `Validé par ${lot.valide.par}`
              : lot.etat === 'prepare'
                ? 'Validation attendue'
                : 'Jamais validé'}
          </div>
          <div className="encre2 t12">{lot.valide ? formaterInstant(lot.valide.le) : 'par un autre agent'}</div>
        </div>
      </div>
    </div>
  );
}

/** Un lot : sa somme, ses contrôles, ses deux agents, et ce que l’agent peut en faire. */
export function PanneauLot({ lot }: { readonly lot: LotComplet }) {
  const requetes = useQueryClient();
  const moi = useAgent();
  const recharger = () => requetes.invalidateQueries();
  const validation = useMutation(
    q.lots.valider.mutationOptions({
      onSuccess: async ({ numero }) => {
        await recharger();
        notifier(`Lot ${numero} validé et verrouillé.`);
      },
    }),
  );
  const abandon = useMutation(q.lots.abandonner.mutationOptions({ onSuccess: recharger }));
  const annulation = useMutation(q.lots.annuler.mutationOptions({ onSuccess: recharger }));
  const { id: lotId, nombreLignes, montantCentimes } = lot;
  const estPreparateur = lot.prepare.agentId === moi.id;
  const enRegle = lot.controles.every((c) => c.juste) && nombreLignes > 0;

  async function abandonner() {
    const motif = await demanderMotif({
      titre: 'Abandonner ce lot ?',
      texte: 'Ses lignes redeviennent disponibles pour un autre lot. Il n’avait pas encore de numéro.',
      action: 'Abandonner le lot',
      renoncer: 'Le garder',
      danger: true,
    });
    if (motif !== null) abandon.mutate({ lotId, motif });
  }
  async function annuler() {
    const motif = await demanderMotif({
      titre: `Annuler le lot ${lot.numero ?? ''} ?`,
      texte:
        'Prévenez d’abord l’agence comptable si elle l’a reçu. Le numéro reste pris, le lot reste lisible, ses lignes redeviennent disponibles.',
      action: 'Annuler le lot',
      renoncer: 'Le garder',
      danger: true,
    });
    if (motif !== null) annulation.mutate({ lotId, motif });
  }
  const erreur = validation.error ?? abandon.error ?? annulation.error;
  return (
    <Carte
      titre={lot.numero === null ? 'Lot sans numéro' : `Lot ${lot.numero}`}
      actions={<BadgeLot {...lot} />}
      className="paiements-panneau"
    >
      {erreur && (
        <div ref={amener}>
          <Alerte ton="al" titre="Le lot n’a pas changé.">
            {messageErreur(erreur)}
          </Alerte>
        </div>
      )}
      <div className="encre2 t12">
        {[
          lot.libelle,
          lot.precedent === null
            ? 'premier lot de la campagne'
            : `suit le lot ${lot.precedent.numero} du ${formaterInstant(lot.precedent.le)}`,
        ].join(' ; ')}
      </div>
      <div className="encre2 t12">Somme de contrôle</div>
      <b className="t28 g6 paiements-somme">{formaterEuros(montantCentimes)}</b>
      <div className="encre2 t12">
        {`${pluriel(nombreLignes, 'ligne')}, ${pluriel(lot.comptes, 'compte distinct', 'comptes distincts')}`}
      </div>
      {lot.etat === 'prepare' && (
        <div className="encre2 t12">{`Validé maintenant, il prendrait le n° ${lot.numeroPrevu}.`}</div>
      )}
      {lot.lignes.some((l) => l.issue !== null) && <div className="encre2 t12">{direIssues(lot.lignes)}</div>}
      <h3>Contrôles</h3>
      <ul className="paiements-liste">
        {lot.controles.map(({ libelle, juste }) => (
          <li key={libelle}>
            <Signe
              nom={juste ? 'fait' : 'refus'}
              className={juste ? 'ok' : 'al'}
              titre={juste ? 'Juste' : 'À régler'}
            />
            <span className={juste ? '' : 'al g5'}>{libelle}</span>
          </li>
        ))}
        {lot.rejetees > 0 && (
          <li>
            <Signe nom="attention" className="att" titre="À voir" />
            <span>{`${pluriel(lot.rejetees, 'virement rejeté', 'virements rejetés')}, ${lot.rejetees > 1 ? 'leurs échéances sont rendues' : 'son échéance est rendue'}`}</span>
          </li>
        )}
      </ul>
      <h3>Deux agents</h3>
      <DeuxAgents lot={lot} />
      {lot.clos && (
        <p className="encre2 t12">
          {`${lot.etat === 'paye' ? 'Paiement constaté' : lot.etat === 'annule' ? 'Annulé' : 'Abandonné'} par ${lot.clos.par}, ${formaterInstant(lot.clos.le)}${lot.clos.motif === '' ? '' : ` : ${lot.clos.motif}`}`}
        </p>
      )}
      {lot.etat === 'prepare' && (
        <div className="colonne">
          <Bouton
            genre="principal"
            inactif={estPreparateur || !enRegle}
            enCours={validation.isPending}
            onClick={() => validation.mutate({ lotId, nombreLignes, montantCentimes })}
          >
            Valider et verrouiller
          </Bouton>
          <Bouton genre="danger" enCours={abandon.isPending} onClick={() => void abandonner()}>
            Abandonner…
          </Bouton>
          <p className="encre2 t12">
            {estPreparateur
              ? 'Vous l’avez préparé : un autre agent, sous son nom, le valide.'
              : enRegle
                ? 'Une fois verrouillé, il ne change plus, et ses fichiers se refont à l’identique.'
                : 'Retirez les lignes qui ne sont plus payables, ou réglez ce qui les bloque.'}
          </p>
        </div>
      )}
      {lot.etat === 'valide' && lot.payees === 0 && (
        <Bouton genre="danger" enCours={annulation.isPending} onClick={() => void annuler()}>
          Annuler le lot…
        </Bouton>
      )}
      <ZoneFichiers lotId={lotId} />
      {lot.empreinteLignes !== null && (
        <p className="encre3 t12 paiements-empreinte" title="Empreinte SHA-256 des lignes, dans leur ordre">
          {lot.empreinteLignes.replace(/(.{8})(?=.)/g, '$1 ')}
        </p>
      )}
    </Carte>
  );
}
