import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import { messageErreur, q } from '../../api.ts';
import { useCampagneCourante } from '../../contexte.tsx';
import { Alerte, Chargement } from '../../ui/Alerte.tsx';
import { Onglets } from '../../ui/Onglets.tsx';
import { Page } from '../../ui/Page.tsx';
import { Agents } from './Agents.tsx';
import { Baremes } from './Baremes.tsx';
import { CharteDeLaCampagne } from './CharteDeLaCampagne.tsx';
import { DeLaCampagne } from './DeLaCampagne.tsx';
import { Identite } from './Identite.tsx';
import { Imputation } from './Imputation.tsx';
import { LettreDemandes } from './LettreDemandes.tsx';
import { LettreInvitation } from './LettreInvitation.tsx';
import { LettresNotification } from './LettresNotification.tsx';
import { ModeleDeConvention } from './ModeleDeConvention.tsx';
import { Motifs } from './Motifs.tsx';
import { Virements } from './Virements.tsx';
import './parametres.css';

const ONGLETS = [
  { code: 'campagne', libelle: 'Campagne' },
  { code: 'bareme', libelle: 'Barème' },
  { code: 'charte', libelle: 'Charte' },
  { code: 'agents', libelle: 'Agents' },
  { code: 'caf', libelle: 'Identité de la Caf' },
  { code: 'virements', libelle: 'Paiement' },
  { code: 'motifs', libelle: 'Motifs du Copil' },
  { code: 'lettres', libelle: 'Lettres' },
  { code: 'convention', libelle: 'Convention' },
] as const;
type CodeOnglet = (typeof ONGLETS)[number]['code'];

/** Les réglages : campagne, barème, charte, agents, identité imprimée sur les documents. */
export function PageParametres() {
  const [recherche, setRecherche] = useSearchParams();
  const campagneId = useCampagneCourante();
  const { data: parametres, error } = useQuery(q.parametres.lire.queryOptions());
  const { data: campagne } = useQuery({
    ...q.campagnes.lire.queryOptions({ input: { campagneId: campagneId ?? 1 } }),
    enabled: campagneId !== null,
  });
  // Sans campagne, l’onglet qui a quelque chose à montrer.
  const demande = recherche.get('onglet') ?? (campagneId === null ? 'caf' : 'campagne');
  const onglet: CodeOnglet = ONGLETS.find(({ code }) => code === demande)?.code ?? 'campagne';
  return (
    <Page titre="Paramètres" sousTitre={campagne && `campagne ${campagne.anneeScolaire}`} className="parametres">
      <Onglets
        libelle="Rubriques des paramètres"
        onglets={ONGLETS}
        actif={onglet}
        onChange={(code) => setRecherche({ onglet: code }, { replace: true })}
      >
        <div className="colonne parametres-corps">
          {error && <Alerte ton="al">{messageErreur(error)}</Alerte>}
          {!parametres && !error && <Chargement />}
          {onglet === 'campagne' && <DeLaCampagne key={campagne?.id ?? 0} campagne={campagne ?? null} />}
          {parametres && onglet === 'bareme' && (
            <Baremes baremes={parametres.baremes} courantId={campagne?.baremeId ?? null} />
          )}
          {onglet === 'charte' && <CharteDeLaCampagne campagne={campagne ?? null} />}
          {parametres && onglet === 'agents' && <Agents agents={parametres.agents} />}
          {parametres && onglet === 'motifs' && <Motifs motifs={parametres.motifs} />}
          {parametres && onglet === 'caf' && <Identite identite={parametres.identite} />}
          {onglet === 'convention' && <ModeleDeConvention />}
          {onglet === 'virements' && (
            <>
              <Imputation />
              <Virements />
            </>
          )}
          {onglet === 'lettres' && (
            <>
              <LettreInvitation />
              <LettresNotification />
              <LettreDemandes />
            </>
          )}
        </div>
      </Onglets>
    </Page>
  );
}
