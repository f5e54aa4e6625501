import { useState } from 'react';
import type { SuiviDossier } from '../../shared/contract/suivi.ts';
import { Alerte } from '../ui/Alerte.tsx';
import { Bouton } from '../ui/Bouton.tsx';
import { ChampDate, ChampListe, ChampNombre, ChampTexte, ZoneTexte } from '../ui/Champs.tsx';
import { Dialogue } from '../ui/Dialogue.tsx';
import type { GestesDeSuivi } from './use-deroulement.ts';

const TOUT = 'tout';

interface Props {
  readonly dossier: SuiviDossier;
  readonly agent: string;
  readonly collectifId: number | null;
  readonly gestes: GestesDeSuivi;
  readonly onFermer: () => void;
}

/** Une visite : quand, où, par qui, qui a été rencontré, combien d’enfants, ce qui a été vu, ce qu’il faut faire ensuite. */
export function DialogueVisite({ dossier, agent, collectifId, gestes, onFermer }: Props) {
  const [ou, setOu] = useState(collectifId === null ? TOUT : String(collectifId));
  const [date, setDate] = useState<string | null>(dossier.aujourdhui);
  const [textes, setTextes] = useState({ visiteurs: agent, rencontres: '', compteRendu: '', suites: '' });
  const [effectif, setEffectif] = useState<number | null>(null);
  const [refus, setRefus] = useState<string | null>(null);
  const pret = date !== null && textes.visiteurs.trim() !== '' && textes.compteRendu.trim() !== '';
  function changer(champ: keyof typeof textes) {
    return (valeur: string) => setTextes((avant) => ({ ...avant, [champ]: valeur }));
  }
  async function envoyer() {
    if (!pret) {
      setRefus('Il faut la date, qui a visité, et un compte rendu.');
      return;
    }
    const visite = { ...textes, dossierId: dossier.dossierId, date, effectif };
    const phrase = await gestes.noterVisite({ ...visite, collectifId: ou === TOUT ? null : Number(ou) });
    if (phrase === null) onFermer();
    else setRefus(phrase);
  }
  return (
    <Dialogue
      ouvert
      onFermer={onFermer}
      titre="Noter une visite"
      taille="lg"
      onEnvoyer={() => void envoyer()}
      pied={
        <>
          <Bouton onClick={onFermer}>Renoncer</Bouton>
          <Bouton type="submit" genre="principal" enCours={gestes.enCours}>
            Noter la visite
          </Bouton>
        </>
      }
    >
      {refus !== null && <Alerte ton="al">{refus}</Alerte>}
      <div className="suivi-champs">
        <ChampDate libelle="Date" valeur={date} onChange={setDate} obligatoire focusInitial />
        <ChampListe
          libelle="Collectif visité"
          valeur={ou}
          onChange={setOu}
          options={[
            { valeur: TOUT, libelle: 'Tout le dossier' },
            ...dossier.collectifs.map((c) => ({
              valeur: String(c.collectifId),
              libelle: `${c.lettre} – ${c.libelle}`,
            })),
          ]}
        />
        <ChampTexte
          libelle="Par qui"
          valeur={textes.visiteurs}
          onChange={changer('visiteurs')}
          obligatoire
          longueurMax={300}
        />
        <ChampTexte
          libelle="Personnes rencontrées"
          valeur={textes.rencontres}
          onChange={changer('rencontres')}
          longueurMax={300}
        />
        <ChampNombre libelle="Enfants présents" valeur={effectif} onChange={setEffectif} minimum={0} maximum={999} />
      </div>
      <ZoneTexte
        libelle="Compte rendu"
        valeur={textes.compteRendu}
        onChange={changer('compteRendu')}
        obligatoire
        lignes={5}
        longueurMax={4000}
      />
      <ZoneTexte
        libelle="Suites à donner"
        description="Elles restent en alerte tant que rien n’est noté ensuite, échange ou visite."
        valeur={textes.suites}
        onChange={changer('suites')}
        lignes={2}
        longueurMax={4000}
      />
    </Dialogue>
  );
}
