import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Membre, Seance } from '../../../shared/contract/seances.ts';
import { api, messageErreur } from '../../api.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { ChampDate, ChampHeure, ChampListe, ChampTexte } from '../../ui/Champs.tsx';
import { Dialogue } from '../../ui/Dialogue.tsx';
import { notifier } from '../../ui/notifier.tsx';
import { INSTITUTIONS, ORDRES } from './libelles-copil.ts';
import { recevoirSeance } from './use-seance.ts';

/** Un membre en cours de saisie ; la clé tient la ligne pendant qu’on en ajoute ou retire. */
interface MembreSaisi extends Membre {
  readonly cle: number;
}

type Brouillon = Pick<Seance, 'lieu' | 'presidence' | 'ordre'> & {
  readonly date: string | null;
  readonly heureDebut: string | null;
  readonly heureFin: string | null;
  readonly membres: readonly MembreSaisi[];
};

function brouillonDe(seance: Seance | null): Brouillon {
  if (seance !== null) return { ...seance, membres: seance.membres.map((membre, cle) => ({ ...membre, cle })) };
  return { date: null, heureDebut: '09:00', heureFin: '12:00', lieu: '', presidence: '', ordre: 'pile', membres: [] };
}

interface Props {
  readonly campagneId: number;
  /** null : la séance est à créer. */
  readonly seance: Seance | null;
  readonly onFermer: () => void;
}

/** Date, lieu, présidence, ordre du jour et membres de la séance. */
export function FormulaireSeance({ campagneId, seance, onFermer }: Props) {
  const [saisie, setSaisie] = useState(() => brouillonDe(seance));
  const [essaye, setEssaye] = useState(false);
  const requetes = useQueryClient();
  const changer = (suite: Partial<Brouillon>) => setSaisie((avant) => ({ ...avant, ...suite }));
  const changerMembre = (cle: number, suite: Partial<Membre>) =>
    changer({ membres: saisie.membres.map((membre) => (membre.cle === cle ? { ...membre, ...suite } : membre)) });
  const ajouterMembre = () => {
    const cle = Math.max(-1, ...saisie.membres.map((membre) => membre.cle)) + 1;
    changer({ membres: [...saisie.membres, { cle, institution: 'caf', nom: '', fonction: '', courriel: null }] });
  };

  const { date, heureDebut, heureFin } = saisie;
  const complete =
    date !== null &&
    heureDebut !== null &&
    heureFin !== null &&
    heureDebut < heureFin &&
    saisie.membres.every(({ nom }) => nom.trim() !== '');
  const envoi = useMutation({
    mutationFn: () => {
      const reglages = {
        date: date ?? '',
        heureDebut: heureDebut ?? '',
        heureFin: heureFin ?? '',
        lieu: saisie.lieu,
        presidence: saisie.presidence,
        ordre: saisie.ordre,
        quorum: seance?.quorum ?? null,
        membres: saisie.membres.map(({ institution, nom, fonction, courriel }) => ({
          institution,
          nom,
          fonction,
          courriel,
        })),
      };
      return seance === null
        ? api.seances.creer({ campagneId, ...reglages })
        : api.seances.modifier({ seanceId: seance.id, ...reglages });
    },
    onSuccess: (etat) => {
      recevoirSeance(requetes, campagneId, etat);
      notifier(seance === null ? 'La séance est prête : ouvrez-la le jour venu.' : 'Séance modifiée.');
      onFermer();
    },
  });
  const manque = (valeur: string | null, phrase: string) => (essaye && !valeur ? phrase : null);

  return (
    <Dialogue
      ouvert
      taille="xl"
      titre={seance === null ? 'Préparer la séance du Copil' : 'Modifier la séance'}
      onFermer={onFermer}
      onEnvoyer={() => {
        setEssaye(true);
        if (complete) envoi.mutate();
      }}
      pied={
        <>
          <Bouton onClick={onFermer}>Annuler</Bouton>
          <Bouton type="submit" genre="principal" enCours={envoi.isPending}>
            {seance === null ? 'Créer la séance' : 'Enregistrer'}
          </Bouton>
        </>
      }
    >
      <div className="colonne">
        {envoi.error && <Alerte ton="al">{messageErreur(envoi.error)}</Alerte>}
        <div className="copil-formulaire">
          <ChampDate
            libelle="Date"
            obligatoire
            valeur={date}
            erreur={manque(date, 'Donnez la date de la séance.')}
            onChange={(valeur) => changer({ date: valeur })}
          />
          <ChampHeure
            libelle="Début"
            obligatoire
            valeur={heureDebut}
            erreur={manque(heureDebut, 'Donnez l’heure.')}
            onChange={(valeur) => changer({ heureDebut: valeur })}
          />
          <ChampHeure
            libelle="Fin"
            obligatoire
            valeur={heureFin}
            erreur={
              heureDebut !== null && heureFin !== null && heureFin <= heureDebut
                ? 'La fin est avant le début.'
                : manque(heureFin, 'Donnez l’heure.')
            }
            onChange={(valeur) => changer({ heureFin: valeur })}
          />
          <ChampListe
            libelle="Ordre du jour"
            options={ORDRES}
            valeur={saisie.ordre}
            onChange={(ordre) => changer({ ordre })}
          />
          <ChampTexte
            libelle="Lieu"
            focusInitial
            longueurMax={200}
            valeur={saisie.lieu}
            onChange={(lieu) => changer({ lieu })}
            className="copil-double"
          />
          <ChampTexte
            libelle="Présidence"
            longueurMax={120}
            valeur={saisie.presidence}
            onChange={(presidence) => changer({ presidence })}
            className="copil-double"
          />
        </div>
        <fieldset className="copil-membres">
          <legend>Membres</legend>
          {saisie.membres.map(({ cle, institution, nom, fonction }, rang) => (
            <div key={cle} className="copil-membre">
              <ChampListe
                libelle={`Institution du membre ${rang + 1}`}
                libelleCache
                options={INSTITUTIONS}
                valeur={institution}
                onChange={(valeur) => changerMembre(cle, { institution: valeur })}
              />
              <ChampTexte
                libelle={`Nom du membre ${rang + 1}`}
                libelleCache
                exemple="Nom"
                longueurMax={120}
                valeur={nom}
                erreur={manque(nom.trim(), 'Donnez le nom ou retirez la ligne.')}
                onChange={(valeur) => changerMembre(cle, { nom: valeur })}
              />
              <ChampTexte
                libelle={`Fonction du membre ${rang + 1}`}
                libelleCache
                exemple="Fonction"
                longueurMax={120}
                valeur={fonction}
                onChange={(valeur) => changerMembre(cle, { fonction: valeur })}
              />
              <Bouton
                genre="discret"
                icone="supprimer"
                libelleSeul={`Retirer ${nom === '' ? `le membre ${rang + 1}` : nom}`}
                onClick={() => changer({ membres: saisie.membres.filter((membre) => membre.cle !== cle) })}
              />
            </div>
          ))}
          <div>
            <Bouton icone="ajouter" taille="petite" onClick={ajouterMembre}>
              Ajouter un membre
            </Bouton>
          </div>
        </fieldset>
      </div>
    </Dialogue>
  );
}
