import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Campagne, EtapeCampagne } from '../../../shared/contract/campagnes.ts';
import { formaterDate } from '../../../shared/domaine/dates.ts';
import { messageErreur, q } from '../../api.ts';
import { chemins } from '../../contexte.tsx';
import { EtatVide } from '../../ui/Alerte.tsx';
import { Etat, type Ton } from '../../ui/Badge.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { CarteFormulaire } from '../../ui/CarteFormulaire.tsx';
import { ChampDate, ChampMontant, ChampTexte } from '../../ui/Champs.tsx';
import { notifier } from '../../ui/notifier.tsx';
import type { NomSigne } from '../../ui/Signe.tsx';

const ETATS: Readonly<Record<EtapeCampagne['etat'], readonly [Ton, NomSigne, string]>> = {
  faite: ['ok', 'fait', 'Faite'],
  en_cours: ['accent', 'en_cours', 'En cours'],
  a_venir: ['neutre', 'vide', 'À venir'],
  en_retard: ['al', 'attention', 'En retard'],
};

function EnveloppeEtDepot({ campagne }: { readonly campagne: Campagne }) {
  const requetes = useQueryClient();
  const [enveloppe, setEnveloppe] = useState(campagne.enveloppeCentimes);
  const [limite, setLimite] = useState<string | null>(campagne.dateLimiteDepot);
  const [motif, setMotif] = useState('');
  const change = enveloppe !== campagne.enveloppeCentimes || limite !== campagne.dateLimiteDepot;
  const modification = useMutation(
    q.campagnes.modifier.mutationOptions({
      onSuccess: async () => {
        setMotif('');
        await requetes.invalidateQueries();
        notifier('Campagne enregistrée.');
      },
    }),
  );
  function enregistrer() {
    if (limite === null) return;
    modification.mutate({
      campagneId: campagne.id,
      enveloppeCentimes: enveloppe,
      dateLimiteDepot: limite,
      motif: motif.trim(),
    });
  }
  return (
    <CarteFormulaire
      titre="Enveloppe et dépôt"
      inactif={!change || limite === null}
      enCours={modification.isPending}
      erreur={modification.error && messageErreur(modification.error)}
      onEnregistrer={enregistrer}
    >
      <ChampMontant libelle="Enveloppe" exemple="non fixée" valeur={enveloppe} onChange={setEnveloppe} />
      <ChampDate libelle="Dernier jour de dépôt" obligatoire valeur={limite} onChange={setLimite} />
      <ChampTexte libelle="Motif du changement" valeur={motif} longueurMax={500} onChange={setMotif} />
    </CarteFormulaire>
  );
}

function LigneEtape({ campagneId, etape }: { readonly campagneId: number; readonly etape: EtapeCampagne }) {
  const requetes = useQueryClient();
  const [debut, setDebut] = useState<string | null>(etape.debut);
  const [fin, setFin] = useState(etape.fin);
  // Un texte qui n’est pas une date n’est pas « sans fin fixée ».
  const [finIllisible, setFinIllisible] = useState(false);
  // Revenir remonte les champs : un texte illisible s’y efface aussi.
  const [retours, setRetours] = useState(0);
  const change = debut !== etape.debut || fin !== etape.fin || finIllisible;
  const modification = useMutation(
    q.campagnes.modifierEtape.mutationOptions({
      onSuccess: async () => {
        await requetes.invalidateQueries();
        notifier(`Dates de l’étape ${etape.numero} enregistrées.`);
      },
    }),
  );
  const erreur =
    debut !== null && fin !== null && fin < debut
      ? 'La fin est avant le début.'
      : modification.error && messageErreur(modification.error);
  const [ton, signe, mot] = ETATS[etape.etat];
  return (
    <tr>
      <td className="droite g6">{etape.numero}</td>
      <td>{etape.libelle}</td>
      <td>
        <Etat ton={ton} signe={signe}>
          {mot}
        </Etat>
      </td>
      <td>
        <ChampDate
          key={retours}
          libelle={`Début de l’étape ${etape.numero}`}
          libelleCache
          obligatoire
          valeur={debut}
          onChange={setDebut}
        />
      </td>
      <td>
        <ChampDate
          key={retours}
          libelle={`Fin de l’étape ${etape.numero}`}
          libelleCache
          valeur={fin}
          exemple="sans fin fixée"
          erreur={erreur}
          onChange={(lue, refuse) => {
            setFin(lue);
            setFinIllisible(refuse);
          }}
        />
      </td>
      <td>
        {change && (
          <span className="rangee serree">
            <Bouton
              taille="petite"
              inactif={debut === null || finIllisible || (fin !== null && fin < debut)}
              enCours={modification.isPending}
              onClick={() => debut !== null && modification.mutate({ campagneId, numero: etape.numero, debut, fin })}
            >
              Enregistrer
            </Bouton>
            <Bouton
              taille="petite"
              genre="discret"
              icone="fermer"
              libelleSeul={`Revenir au ${formaterDate(etape.debut)}`}
              onClick={() => {
                setDebut(etape.debut);
                setFin(etape.fin);
                setFinIllisible(false);
                setRetours(retours + 1);
              }}
            />
          </span>
        )}
      </td>
    </tr>
  );
}

/** Enveloppe, date limite et dates des onze étapes. */
export function DeLaCampagne({ campagne }: { readonly campagne: Campagne | null }) {
  if (campagne === null)
    return (
      <EtatVide
        titre="Aucune campagne"
        icone="calendrier"
        actions={
          <Link className="btn btn-principal" href={chemins.nouvelleCampagne}>
            Nouvelle campagne
          </Link>
        }
      >
        Créez une campagne pour fixer son enveloppe, sa date limite et ses étapes.
      </EtatVide>
    );
  return (
    <>
      <EnveloppeEtDepot campagne={campagne} />
      <Carte
        titre="Les onze étapes"
        sousTitre="début d’après le dépliant de la Caf du Loiret ; sans fin fixée, une étape dure jusqu’à la suivante"
        plein
      >
        <table className="tableau parametres-etapes" aria-label="Dates des étapes">
          <thead>
            <tr>
              <th scope="col" className="droite parametres-numero">
                N°
              </th>
              <th scope="col">Étape</th>
              <th scope="col" className="parametres-etat">
                État
              </th>
              <th scope="col" className="parametres-date">
                Début
              </th>
              <th scope="col" className="parametres-date">
                Fin
              </th>
              <th scope="col" className="parametres-geste">
                <span className="invisible">Enregistrer</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {campagne.etapes.map((etape) => (
              // La clé porte les dates : enregistrées ailleurs, elles remplacent le brouillon.
              <LigneEtape key={`${etape.numero}-${etape.debut}-${etape.fin}`} campagneId={campagne.id} etape={etape} />
            ))}
          </tbody>
        </table>
      </Carte>
    </>
  );
}
