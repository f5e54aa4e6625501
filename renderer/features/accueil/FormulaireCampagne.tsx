import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { type api, messageErreur, q } from '../../api.ts';
import { chemins } from '../../contexte.tsx';
import { Alerte } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { ChampDate, ChampListe, ChampMontant, ChampTaux, ChampTexte } from '../../ui/Champs.tsx';

type Modeles = Awaited<ReturnType<typeof api.campagnes.modeles>>;

/** Le dépliant place l’appel à projets en février et mars : la limite proposée est le 31 mars de l’année de la rentrée. */
function limiteProposee(anneeScolaire: string): string {
  return `${anneeScolaire.slice(0, 4)}-03-31`;
}

interface Props {
  readonly modeles: Modeles;
  /** Son bouton est l’action de la page. */
  readonly principal: boolean;
}

/** Crée une campagne d’après un barème connu, dont l’agent retape les valeurs de l’année. */
export function FormulaireCampagne({ modeles, principal }: Props) {
  const [, aller] = useLocation();
  const requetes = useQueryClient();
  const [annee, setAnnee] = useState(modeles.anneeScolaire);
  const [limite, setLimite] = useState<string | null>(limiteProposee(modeles.anneeScolaire));
  const [enveloppe, setEnveloppe] = useState<number | null>(null);
  const [baremeCle, setBaremeCle] = useState(modeles.baremes[0]?.cle ?? '');
  const [charteCle, setCharteCle] = useState(modeles.chartes[0]?.cle ?? '');
  const modele = modeles.baremes.find(({ cle }) => cle === baremeCle)?.bareme;
  const [taux, setTaux] = useState<number | null>(modele?.tauxPointsBase ?? null);
  const [plafond, setPlafond] = useState<number | null>(modele?.plafondCentimes ?? null);
  const [echeancier, setEcheancier] = useState(modele?.echeancier.libelle ?? '');

  const creation = useMutation(
    q.campagnes.creer.mutationOptions({
      onSuccess: async ({ id }) => {
        await requetes.invalidateQueries();
        aller(chemins.import(id));
      },
    }),
  );
  const anneeJuste = /^(\d{4})-(\d{4})$/.test(annee) && Number(annee.slice(5)) === Number(annee.slice(0, 4)) + 1;
  const complet = anneeJuste && limite !== null && taux !== null && plafond !== null && modele !== undefined;

  function choisirBareme(cle: string) {
    const choisi = modeles.baremes.find((un) => un.cle === cle)?.bareme;
    setBaremeCle(cle);
    setTaux(choisi?.tauxPointsBase ?? null);
    setPlafond(choisi?.plafondCentimes ?? null);
    setEcheancier(choisi?.echeancier.libelle ?? '');
  }

  function envoyer(evenement: FormEvent) {
    evenement.preventDefault();
    if (!complet || creation.isPending) return;
    const calendrier = modeles.echeanciers.find(({ libelle }) => libelle === echeancier);
    // Rien n’est « remplacé » si l’agent garde les valeurs du modèle : le barème garde alors son nom et son origine.
    creation.mutate({
      anneeScolaire: annee,
      baremeCle,
      charteCle,
      enveloppeCentimes: enveloppe,
      dateLimiteDepot: limite,
      bareme: {
        ...(taux === modele.tauxPointsBase ? {} : { tauxPointsBase: taux }),
        ...(plafond === modele.plafondCentimes ? {} : { plafondCentimes: plafond }),
        ...(calendrier === undefined || echeancier === modele.echeancier.libelle ? {} : { echeancier: calendrier }),
      },
    });
  }

  return (
    <form noValidate onSubmit={envoyer}>
      <Carte
        titre="Créer une campagne"
        pied={
          <>
            <span>Ces valeurs restent modifiables dans Paramètres tant qu’aucune décision ne s’appuie dessus.</span>
            <span className="a-droite">
              <Bouton
                type="submit"
                genre={principal ? 'principal' : 'defaut'}
                icone="ajouter"
                inactif={!complet}
                enCours={creation.isPending}
              >
                Créer la campagne
              </Bouton>
            </span>
          </>
        }
      >
        <div className="formulaire">
          <ChampTexte
            libelle="Année scolaire"
            obligatoire
            valeur={annee}
            exemple="2026-2027"
            erreur={annee !== '' && !anneeJuste ? 'deux années qui se suivent : 2026-2027' : null}
            onChange={setAnnee}
          />
          <ChampDate libelle="Dernier jour de dépôt" obligatoire valeur={limite} onChange={setLimite} />
          <ChampMontant libelle="Enveloppe" valeur={enveloppe} exemple="à saisir plus tard" onChange={setEnveloppe} />
        </div>
        <h3>Barème</h3>
        <div className="formulaire">
          <ChampListe
            libelle="Partir de"
            className="large"
            options={modeles.baremes.map(({ cle, libelle }) => ({ valeur: cle, libelle }))}
            valeur={baremeCle}
            onChange={choisirBareme}
          />
          <ChampTaux libelle="Part du coût" obligatoire valeur={taux} onChange={setTaux} />
          <ChampMontant libelle="Plafond par collectif" obligatoire valeur={plafond} onChange={setPlafond} />
          <ChampListe
            libelle="Échéancier"
            options={modeles.echeanciers.map(({ libelle }) => ({ valeur: libelle, libelle }))}
            valeur={echeancier}
            onChange={setEcheancier}
          />
        </div>
        {modele && <p className="t12 encre2">{modele.origine}</p>}
        <h3>Charte d’appréciation</h3>
        <div className="formulaire">
          <ChampListe
            libelle="Charte"
            className="large"
            options={modeles.chartes.map(({ cle, libelle }) => ({ valeur: cle, libelle }))}
            valeur={charteCle}
            onChange={setCharteCle}
          />
        </div>
        {creation.error && <Alerte ton="al">{messageErreur(creation.error)}</Alerte>}
      </Carte>
    </form>
  );
}
