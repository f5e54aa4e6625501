import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import { LIBELLES_NATURE_LETTRE } from '../../../../shared/domaine/lettres-notification/nature.ts';
import { messageErreur, q } from '../../../api.ts';
import { Alerte, Chargement, EtatVide } from '../../../ui/Alerte.tsx';
import { Bouton } from '../../../ui/Bouton.tsx';
import { Onglets } from '../../../ui/Onglets.tsx';
import type { DeLOnglet } from '../onglets.tsx';
import { AProduire } from './AProduire.tsx';
import './lettres.css';
import { Registre } from './Registre.tsx';

const PARTIES = ['produire', 'registre'] as const;

/** Les lettres de notification de la séance : à produire, puis leur registre. */
export function OngletLettres({ campagneId, etat: { seance } }: DeLOnglet) {
  const [requete, setRequete] = useSearchParams();
  const input = { campagneId, ...(seance === null ? {} : { seanceId: seance.id }) };
  const { data, error, refetch } = useQuery(q.courriers.lire.queryOptions({ input }));
  const partie = PARTIES.find((p) => p === requete.get('lettres')) ?? 'produire';
  if (error)
    return (
      <Alerte
        ton="al"
        titre="Les lettres n’ont pas pu être lues."
        actions={<Bouton onClick={() => void refetch()}>Réessayer</Bouton>}
      >
        {messageErreur(error)}
      </Alerte>
    );
  if (!data) return <Chargement texte="Lecture des lettres…" />;
  if (data.seanceId === null)
    return (
      <EtatVide titre="Pas de séance, pas de lettre" icone="calendrier">
        Les lettres annoncent aux porteurs ce que la séance a décidé : préparez-la, puis décidez.
      </EtatVide>
    );
  const aFaire = data.lettres.filter((l) => l.etat === 'a_produire' || l.etat === 'a_refaire').length;
  const changer = (code: (typeof PARTIES)[number]) =>
    setRequete(
      (avant) => {
        const suite = new URLSearchParams(avant);
        if (code === 'produire') suite.delete('lettres');
        else suite.set('lettres', code);
        return suite;
      },
      { replace: true },
    );
  return (
    <div className="lettres-vue">
      <Onglets
        libelle="Lettres de notification"
        actif={partie}
        onChange={changer}
        onglets={[
          { code: 'produire', libelle: 'À produire', nombre: aFaire },
          { code: 'registre', libelle: 'Registre', nombre: data.registre.length },
        ]}
      />
      {partie === 'produire' && data.recoursAValider.length > 0 && (
        <Alerte ton="att" titre="Voies de recours à faire valider.">
          {`Le texte de Clas s’imprimera tel quel (${data.recoursAValider.map((n) => LIBELLES_NATURE_LETTRE[n].toLowerCase()).join(', ')})\u00a0: écrivez le vôtre dans `}
          <a href="#/parametres?onglet=lettres">Paramètres › Lettres</a>.
        </Alerte>
      )}
      {partie === 'produire' ? (
        <AProduire seanceId={data.seanceId} lettres={data.lettres} />
      ) : (
        <Registre campagneId={campagneId} registre={data.registre} aujourdhui={data.aujourdhui} />
      )}
    </div>
  );
}
