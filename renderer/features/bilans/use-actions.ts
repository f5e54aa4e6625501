import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Bilan } from '../../../shared/contract/bilans.ts';
import { direSuite, suiteDuDroit } from '../../../shared/domaine/bilan-paiements.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { api } from '../../api.ts';
import { chemins } from '../../contexte.tsx';
import { useProduction } from '../../produire.ts';
import { type Action, useActions } from '../../ui/actions.tsx';
import { confirmer, demanderMotif } from '../../ui/Dialogue.tsx';
import { notifier } from '../../ui/notifier.tsx';
import { useTentative } from '../../use-tentative.ts';
import type { SaisieDuBilan } from './use-bilan.ts';

interface DuBilan {
  readonly bilan: Bilan;
  readonly saisie: SaisieDuBilan;
  /** Le droit réel tel qu’il serait ; null s’il ne se calcule pas encore. */
  readonly droitCentimes: number | null;
  readonly validable: boolean;
  /** Rien ne se change : validé, clos, ou un choix est attendu de l’agent. */
  readonly fige: boolean;
}

/** Ce qu’on fait d’un bilan entier : le recevoir, le valider, le rouvrir, produire et lire son classeur. */
export function useActionsDuBilan({ bilan, saisie, droitCentimes, validable, fige }: DuBilan) {
  const { dossierId, campagneId, etat, close, paiements } = bilan;
  const [, aller] = useLocation();
  const [reception, setReception] = useState(false);
  const { occupe, erreur, tenter } = useTentative();
  const classeur = useProduction('bilan.classeur');
  const libre = !close && !occupe && saisie.conflit === null;
  async function valider() {
    if (droitCentimes === null) return;
    const { tropPercuCentimes } = suiteDuDroit(droitCentimes, paiements);
    const effet =
      tropPercuCentimes > 0
        ? 'La validation notera ce trop-perçu, à recouvrer ou à compenser.'
        : 'L’échéancier suivra.';
    const oui = await confirmer({
      titre: 'Valider le bilan',
      texte: `Le droit réel de ${formaterEuros(droitCentimes)} sera figé. ${direSuite(droitCentimes, paiements)} ${effet} Pour corriger ensuite, il faudra rouvrir le bilan avec un motif.`,
      action: 'Valider',
    });
    if (!oui) return;
    await tenter(async () => {
      if (!(await saisie.terminer())) return;
      const demande = { dossierId, droitReelCentimes: droitCentimes, version: saisie.versionVue() };
      const valide = await api.bilans.valider(demande);
      saisie.poser(valide);
      notifier(
        `Droit réel : ${formaterEuros(droitCentimes)}. ${direSuite(droitCentimes, valide.paiements)}`,
        'Bilan validé',
      );
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
  async function annulerReception() {
    const motif = await demanderMotif({
      titre: 'Annuler la réception',
      texte: 'Le bilan redevient un brouillon, que les relances réclament. Ce qui y est rempli reste.',
      action: 'Annuler la réception',
      renoncer: 'Renoncer',
    });
    if (motif === null) return;
    await tenter(async () => {
      if (await saisie.terminer()) saisie.poser(await api.bilans.annulerReception({ dossierId, motif }));
    });
  }
  const recevoir: Action = {
    code: 'bilans.recevoir',
    libelle: bilan.recuLe === null ? 'Bilan reçu…' : 'Date de réception…',
    menu: 'edition',
    groupe: 40,
    icone: 'coche',
    disponible: !fige && libre,
    executer: () => setReception(true),
  };
  const figer: Action = {
    code: 'bilans.valider',
    libelle: 'Valider le bilan…',
    menu: 'edition',
    groupe: 40,
    icone: 'cadenas',
    disponible: validable && libre,
    executer: () => void valider(),
  };
  const deverrouiller: Action = {
    code: 'bilans.rouvrir',
    libelle: 'Rouvrir le bilan…',
    menu: 'edition',
    groupe: 40,
    disponible: etat === 'valide' && libre,
    executer: () => void rouvrir(),
  };
  const rendre: Action = {
    code: 'bilans.annuler-reception',
    libelle: 'Annuler la réception…',
    menu: 'edition',
    groupe: 40,
    disponible: etat === 'recu' && libre,
    executer: () => void annulerReception(),
  };
  const produire: Action = {
    code: 'bilans.produire-classeur',
    libelle: 'Produire le classeur de bilan',
    menu: 'fichier',
    groupe: 30,
    icone: 'tableur',
    disponible: !classeur.enCours,
    executer: () => classeur.produire((signal) => api.classeursBilan.classeur({ campagneId, dossierId }, { signal })),
  };
  const lire: Action = {
    code: 'bilans.lire-classeur',
    libelle: 'Lire le classeur rendu…',
    menu: 'fichier',
    groupe: 30,
    icone: 'lire',
    disponible: !fige && libre,
    executer: () => aller(chemins.classeurDeBilan(campagneId, dossierId)),
  };
  useActions([recevoir, figer, deverrouiller, rendre, produire, lire]);
  return {
    occupe,
    erreur: erreur ?? classeur.erreur,
    reception,
    fermerReception: () => setReception(false),
    entete: etat === 'valide' ? [deverrouiller] : [recevoir, figer],
    /** Sous la carte « Réception ». */
    carte: etat === 'recu' ? [rendre, produire, lire] : [produire, lire],
  };
}
