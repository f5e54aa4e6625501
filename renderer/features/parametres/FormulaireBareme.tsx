import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Bareme } from '../../../shared/domaine/bareme.ts';
import { LIBELLES_ARRONDI, LIBELLES_MODE_CALCUL } from '../../../shared/domaine/libelles.ts';
import { LIBELLES_ACTIVITE_PARTIELLE } from '../../../shared/domaine/libelles-paiement.ts';
import { messageErreur, q } from '../../api.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import {
  CaseACocher,
  ChampListe,
  ChampMontant,
  ChampNombre,
  ChampTaux,
  ChampTexte,
  ZoneTexte,
} from '../../ui/Champs.tsx';
import { notifier } from '../../ui/notifier.tsx';
import { ComparerBareme } from './ComparerBareme.tsx';
import { decrireEcheancier } from './textes.ts';

const MODES = (['par_collectif', 'par_dossier'] as const).map((valeur) => ({
  valeur,
  libelle: LIBELLES_MODE_CALCUL[valeur],
}));
const ARRONDIS = (['centime', 'euro'] as const).map((valeur) => ({ valeur, libelle: LIBELLES_ARRONDI[valeur] }));

const ACTIVITES = (['cout_reel', 'prorata_plafond'] as const).map((valeur) => ({
  valeur,
  libelle: LIBELLES_ACTIVITE_PARTIELLE[valeur],
}));

interface Props {
  readonly baremeId: number;
  readonly bareme: Bareme;
  readonly onFini: () => void;
}

/** Modifie les chiffres d’un barème ; le motif est écrit au journal. */
export function FormulaireBareme({ baremeId, bareme, onFini }: Props) {
  const requetes = useQueryClient();
  const { data: modeles } = useQuery(q.campagnes.modeles.queryOptions());
  const [brouillon, setBrouillon] = useState(bareme);
  const [motif, setMotif] = useState('');
  // Un champ obligatoire vidé, ou illisible : on garde l’ancienne valeur au brouillon, et on n’enregistre pas.
  const [vides, setVides] = useState<ReadonlySet<string>>(new Set());
  const modification = useMutation(
    q.parametres.modifierBareme.mutationOptions({
      onSuccess: async () => {
        await requetes.invalidateQueries();
        notifier('Barème enregistré : les droits sont recalculés.');
        onFini();
      },
    }),
  );

  const comparaison = useMutation(q.parametres.comparerBareme.mutationOptions());

  function poserLu<C extends keyof Bareme>(champ: C, valeur: Bareme[C]) {
    setVides((avant) => new Set([...avant].filter((un) => un !== champ)));
    setBrouillon((avant) => ({ ...avant, [champ]: valeur }));
  }
  function poser<C extends keyof Bareme>(champ: C, valeur: Bareme[C] | null) {
    if (valeur === null) setVides((avant) => new Set([...avant, champ]));
    else poserLu(champ, valeur);
  }
  const lire = <C extends keyof Bareme>(champ: C): Bareme[C] | null => (vides.has(champ) ? null : brouillon[champ]);
  const echeanciers = [bareme.echeancier, ...(modeles?.echeanciers ?? [])].filter(
    ({ libelle }, rang, tous) => tous.findIndex((un) => un.libelle === libelle) === rang,
  );
  const pret = vides.size === 0 && motif.trim() !== '' && brouillon.nom.trim() !== '';

  function envoyer(evenement: FormEvent) {
    evenement.preventDefault();
    if (pret && !modification.isPending) modification.mutate({ baremeId, bareme: brouillon, motif: motif.trim() });
  }

  return (
    <form noValidate onSubmit={envoyer}>
      <Carte
        titre="Modifier le barème"
        pied={
          <>
            <span>Les droits de tous les dossiers de la campagne seront recalculés.</span>
            <span className="rangee a-droite">
              <Bouton onClick={onFini}>Annuler</Bouton>
              <Bouton
                inactif={vides.size > 0}
                enCours={comparaison.isPending}
                onClick={() => comparaison.mutate({ baremeId, bareme: brouillon })}
              >
                Comparer avant d’appliquer
              </Bouton>
              <Bouton
                type="submit"
                genre="principal"
                icone="enregistrer"
                inactif={!pret}
                enCours={modification.isPending}
              >
                Enregistrer
              </Bouton>
            </span>
          </>
        }
      >
        <div className="formulaire">
          <ChampTexte libelle="Nom" obligatoire valeur={brouillon.nom} onChange={(nom) => poser('nom', nom)} />
          <ChampTaux
            libelle="Part du coût"
            obligatoire
            valeur={lire('tauxPointsBase')}
            onChange={(v) => poser('tauxPointsBase', v)}
          />
          <ChampMontant
            libelle="Plafond"
            obligatoire
            valeur={lire('plafondCentimes')}
            onChange={(v) => poser('plafondCentimes', v)}
          />
          <ChampListe
            libelle="Mode de calcul"
            options={MODES}
            valeur={brouillon.modeCalcul}
            onChange={(v) => poser('modeCalcul', v)}
          />
          <ChampListe
            libelle="Arrondi"
            options={ARRONDIS}
            valeur={brouillon.arrondi}
            onChange={(v) => poser('arrondi', v)}
          />
          <ChampTaux
            libelle="Part maximale de la Caf"
            exemple="sans limite"
            valeur={lire('partCafMaximalePointsBase')}
            onChange={(v, refuse) => {
              // Vidé, il n’y a plus de limite ; illisible, on ne sait pas laquelle.
              if (refuse) poser('partCafMaximalePointsBase', null);
              else poserLu('partCafMaximalePointsBase', v);
            }}
          />
          <ChampNombre
            libelle="Enfants au moins"
            obligatoire
            minimum={0}
            valeur={lire('effectifMinimum')}
            onChange={(v) => poser('effectifMinimum', v)}
          />
          <ChampNombre
            libelle="Enfants au plus"
            obligatoire
            minimum={1}
            valeur={lire('effectifMaximum')}
            onChange={(v) => poser('effectifMaximum', v)}
          />
          <ChampMontant
            libelle="Convention obligatoire au-delà de"
            obligatoire
            valeur={lire('seuilConventionCentimes')}
            onChange={(v) => poser('seuilConventionCentimes', v)}
          />
          <ChampListe
            libelle="Échéancier"
            className="large"
            options={echeanciers.map((un) => ({
              valeur: un.libelle,
              libelle: `${un.libelle} : ${decrireEcheancier(un)}`,
            }))}
            valeur={brouillon.echeancier.libelle}
            onChange={(libelle) => poser('echeancier', echeanciers.find((un) => un.libelle === libelle) ?? null)}
          />
          <ChampListe
            libelle="Activité partielle"
            className="large"
            options={ACTIVITES}
            valeur={brouillon.activitePartielle ?? 'cout_reel'}
            onChange={(v) => poser('activitePartielle', v)}
          />
          <div className="large">
            <CaseACocher
              libelle="Compter les contributions volontaires (comptes 86 et 87) dans le coût"
              valeur={brouillon.inclureContributionsVolontaires}
              onChange={(v) => poser('inclureContributionsVolontaires', v)}
            />
            <CaseACocher
              libelle="Plafonner le droit réel au montant agréé par le Copil"
              valeur={brouillon.plafonnerAuMontantAgree ?? true}
              onChange={(v) => poser('plafonnerAuMontantAgree', v)}
            />
          </div>
          <ZoneTexte
            libelle="D’où viennent ces chiffres"
            className="large"
            lignes={2}
            valeur={brouillon.origine}
            onChange={(v) => poser('origine', v)}
          />
          <ZoneTexte
            libelle="Motif du changement"
            className="large"
            obligatoire
            lignes={2}
            longueurMax={500}
            valeur={motif}
            onChange={setMotif}
          />
        </div>
        {/* Le barème a changé depuis : ce qui est comparé n’est plus ce qui serait enregistré. */}
        {comparaison.data && comparaison.variables.bareme === brouillon && (
          <ComparerBareme comparaison={comparaison.data} />
        )}
        {comparaison.error && <Alerte ton="al">{messageErreur(comparaison.error)}</Alerte>}
        {modification.error && <Alerte ton="al">{messageErreur(modification.error)}</Alerte>}
      </Carte>
    </form>
  );
}
