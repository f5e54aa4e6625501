import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { EtatSeance, PorteeSeance, Seance } from '../../../shared/contract/seances.ts';
import { api, codeDeRefus, messageErreur } from '../../api.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { ChampDate, ChampHeure, ChampListe, ChampNombre, ChampTexte } from '../../ui/Champs.tsx';
import { confirmer, Dialogue } from '../../ui/Dialogue.tsx';
import { notifier } from '../../ui/notifier.tsx';
import { ORDRES } from './libelles-copil.ts';
import { type MembreSaisi, MembresSaisis } from './MembresSaisis.tsx';
import { type Portee, PorteeSaisie } from './PorteeSaisie.tsx';
import { recevoirSeance } from './use-seance.ts';

type Brouillon = Pick<Seance, 'lieu' | 'presidence' | 'ordre' | 'quorum'> & {
  readonly date: string | null;
  readonly heureDebut: string | null;
  readonly heureFin: string | null;
  readonly membres: readonly MembreSaisi[];
};

/** Une autre séance reprend les membres et le lieu de la précédente ; personne n’y est encore présent. */
function brouillonDe(seance: Seance | null, modele: Seance | null): Brouillon {
  if (seance !== null) return { ...seance, membres: seance.membres.map((membre, cle) => ({ ...membre, cle })) };
  return {
    date: null,
    heureDebut: modele?.heureDebut ?? '09:00',
    heureFin: modele?.heureFin ?? '12:00',
    lieu: modele?.lieu ?? '',
    presidence: modele?.presidence ?? '',
    ordre: modele === null || modele.ordre === 'main' ? 'pile' : modele.ordre,
    quorum: modele?.quorum ?? null,
    membres: modele?.membres.map((membre, cle) => ({ ...membre, cle, id: null })) ?? [],
  };
}

interface Props {
  readonly campagneId: number;
  /** null : la séance est à créer. */
  readonly seance: Seance | null;
  /** À la création : la séance dont reprendre lieu et membres. */
  readonly modele: Seance | null;
  readonly portee: PorteeSeance;
  readonly seances: EtatSeance['seances'];
  readonly dossiers: EtatSeance['dossiers'];
  readonly onFermer: () => void;
  readonly onCreee: (seanceId: number) => void;
}

/** Date, lieu, présidence, ordre du jour et membres de la séance. */
export function FormulaireSeance(props: Props) {
  const { campagneId, seance, modele, seances, dossiers, onFermer, onCreee } = props;
  const [saisie, setSaisie] = useState(() => brouillonDe(seance, modele));
  const [portee, setPortee] = useState<Portee>({ portee: props.portee, suiteDe: modele?.id ?? null, dossierIds: [] });
  const [essaye, setEssaye] = useState(false);
  const requetes = useQueryClient();
  const changer = (suite: Partial<Brouillon>) => setSaisie((avant) => ({ ...avant, ...suite }));

  const { date, heureDebut, heureFin } = saisie;
  const complete =
    date !== null &&
    heureDebut !== null &&
    heureFin !== null &&
    heureDebut < heureFin &&
    saisie.membres.every(({ nom }) => nom.trim() !== '') &&
    (portee.portee !== 'ajournes' || portee.suiteDe !== null) &&
    (portee.portee !== 'choisis' || portee.dossierIds.length > 0);
  const envoi = useMutation({
    mutationFn: (confirme: boolean) => {
      const reglages = {
        date: date ?? '',
        heureDebut: heureDebut ?? '',
        heureFin: heureFin ?? '',
        lieu: saisie.lieu,
        presidence: saisie.presidence,
        ordre: saisie.ordre,
        quorum: saisie.quorum,
        membres: saisie.membres.map(({ id, institution, nom, fonction, courriel }) => ({
          id,
          institution,
          nom,
          fonction,
          courriel,
        })),
      };
      return seance === null
        ? api.seances.creer({ campagneId, ...reglages, ...portee, dossierIds: [...portee.dossierIds] })
        : api.seances.modifier({ seanceId: seance.id, ...reglages, confirmer: confirme });
    },
    onSuccess: (etat) => {
      recevoirSeance(requetes, campagneId, etat);
      notifier(seance === null ? 'La séance est prête : ouvrez-la le jour venu.' : 'Séance modifiée.');
      if (seance === null && etat.seance !== null) onCreee(etat.seance.id);
      onFermer();
    },
    onError: (erreur) => void proposerDeRetirer(erreur),
  });

  /** Un membre récusé part avec ses récusations : cela se confirme. */
  async function proposerDeRetirer(erreur: Error): Promise<void> {
    if (codeDeRefus(erreur) !== 'membre_recuse') return;
    const oui = await confirmer({
      titre: 'Retirer un membre récusé',
      texte: messageErreur(erreur),
      action: 'Retirer quand même',
      danger: true,
    });
    if (oui) envoi.mutate(true);
  }

  const manque = (valeur: string | null, phrase: string) => (essaye && !valeur ? phrase : null);

  return (
    <Dialogue
      ouvert
      taille="xl"
      titre={
        seance !== null
          ? 'Modifier la séance'
          : modele === null
            ? 'Préparer la séance du Copil'
            : 'Autre séance du Copil'
      }
      onFermer={onFermer}
      onEnvoyer={() => {
        setEssaye(true);
        if (complete) envoi.mutate(false);
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
          />
          <ChampNombre
            libelle="Quorum"
            exemple="aucun"
            suffixe="présents"
            minimum={1}
            maximum={200}
            valeur={saisie.quorum}
            onChange={(quorum) => changer({ quorum })}
          />
          {seance === null && (
            <PorteeSaisie valeur={portee} seances={seances} dossiers={dossiers} essaye={essaye} onChange={setPortee} />
          )}
        </div>
        <MembresSaisis membres={saisie.membres} essaye={essaye} onChange={(membres) => changer({ membres })} />
      </div>
    </Dialogue>
  );
}
