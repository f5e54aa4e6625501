import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CollectifSuivi, EvenementSaisi, SuiviDossier } from '../../shared/contract/suivi.ts';
import type { NatureEvenement } from '../../shared/domaine/etat-collectif.ts';
import { LIBELLES_EVENEMENT } from '../../shared/domaine/libelles-suivi.ts';
import { messageErreur, q } from '../api.ts';
import { Alerte } from '../ui/Alerte.tsx';
import { Bouton } from '../ui/Bouton.tsx';
import { ChampDate, ChampNombre, ChampTexte, ZoneTexte } from '../ui/Champs.tsx';
import { Dialogue } from '../ui/Dialogue.tsx';
import { EffetDroit } from './EffetDroit.tsx';
import type { GestesDeSuivi } from './use-deroulement.ts';

export type NatureSaisie = Exclude<NatureEvenement, 'demarrage'>;

const DATES: Readonly<Record<NatureSaisie, string>> = {
  non_demarre: 'Constaté le',
  changement: 'À compter du',
  arret: 'Premier jour sans accueil',
  reprise: 'Premier jour de reprise',
};
const TEXTES: Readonly<Record<NatureSaisie, string>> = {
  non_demarre: 'Pourquoi',
  changement: 'Précisions',
  arret: 'Pourquoi',
  reprise: 'Précisions',
};

interface Props {
  readonly dossier: SuiviDossier;
  readonly collectif: CollectifSuivi;
  readonly nature: NatureSaisie;
  readonly gestes: GestesDeSuivi;
  readonly onFermer: () => void;
}

/** Un changement, un arrêt, une reprise ou un non-démarrage ; son effet sur le droit se lit avant de le noter. */
export function DialogueEvenement({ dossier, collectif, nature, gestes, onFermer }: Props) {
  const [dateEffet, setDate] = useState<string | null>(dossier.aujourdhui);
  const [saisie, setSaisie] = useState({ lieu: '', jours: '', horaires: '', coordinateur: '', texte: '' });
  const [effectif, setEffectif] = useState<number | null>(null);
  const [refus, setRefus] = useState<string | null>(null);
  const avecDetails = nature === 'changement' || nature === 'reprise';
  const evenement: EvenementSaisi = {
    ...saisie,
    collectifId: collectif.collectifId,
    nature,
    dateEffet: dateEffet ?? '',
    effectif,
  };
  // Le texte et les lieux ne changent rien au droit : l’aperçu ne dépend que de la nature et de la date.
  const nu = { ...evenement, lieu: null, jours: null, horaires: null, coordinateur: null, texte: 'aperçu' };
  const apercu = useQuery({
    ...q.suivi.apercu.queryOptions({
      input: { dossierId: dossier.dossierId, evenements: [{ ...nu, effectif: null }] },
    }),
    enabled: dateEffet !== null && nature !== 'changement',
    placeholderData: keepPreviousData,
    retry: false,
  });
  const erreur = refus ?? (apercu.error ? messageErreur(apercu.error) : null);
  const { confirme } = collectif;
  function changer(champ: keyof typeof saisie) {
    return (valeur: string) => setSaisie((avant) => ({ ...avant, [champ]: valeur }));
  }
  async function envoyer() {
    if (dateEffet === null) return;
    const phrase = await gestes.noter([evenement]);
    if (phrase === null) onFermer();
    else setRefus(phrase);
  }
  return (
    <Dialogue
      ouvert
      onFermer={onFermer}
      titre={`Collectif ${collectif.lettre} : ${LIBELLES_EVENEMENT[nature].toLowerCase()}`}
      taille="lg"
      onEnvoyer={() => void envoyer()}
      pied={
        <>
          <Bouton onClick={onFermer}>Renoncer</Bouton>
          <Bouton type="submit" genre="principal" enCours={gestes.enCours} inactif={dateEffet === null}>
            Noter
          </Bouton>
        </>
      }
    >
      {erreur !== null && <Alerte ton="al">{erreur}</Alerte>}
      <ChampDate libelle={DATES[nature]} valeur={dateEffet} onChange={setDate} obligatoire />
      {avecDetails && (
        <div className="suivi-champs">
          <ChampTexte
            libelle="Lieu"
            focusInitial
            valeur={saisie.lieu}
            onChange={changer('lieu')}
            exemple={confirme.lieu ?? 'inchangé'}
            longueurMax={300}
          />
          <ChampNombre
            libelle="Enfants inscrits"
            valeur={effectif}
            onChange={setEffectif}
            exemple={confirme.effectif === null ? 'inchangé' : String(confirme.effectif)}
            minimum={0}
            maximum={999}
          />
          <ChampTexte
            libelle="Jours"
            valeur={saisie.jours}
            onChange={changer('jours')}
            exemple={confirme.jours ?? 'inchangés'}
            longueurMax={300}
          />
          <ChampTexte
            libelle="Horaires"
            valeur={saisie.horaires}
            onChange={changer('horaires')}
            exemple={confirme.horaires ?? 'inchangés'}
            longueurMax={300}
          />
          <ChampTexte
            libelle="Coordinateur"
            valeur={saisie.coordinateur}
            onChange={changer('coordinateur')}
            exemple={confirme.coordinateur ?? 'inchangé'}
            longueurMax={300}
          />
        </div>
      )}
      {/* La date est déjà proposée : son calendrier, ouvert d’emblée, cacherait l’effet sur le droit. */}
      <ZoneTexte
        libelle={TEXTES[nature]}
        focusInitial={!avecDetails}
        valeur={saisie.texte}
        onChange={changer('texte')}
        longueurMax={4000}
      />
      {apercu.data && !apercu.error && <EffetDroit effet={apercu.data} />}
    </Dialogue>
  );
}
