import type { MembreDeSeance } from '../../../../shared/contract/seances.ts';
import { pluriel } from '../../../../shared/domaine/libelles.ts';
import { Bouton } from '../../../ui/Bouton.tsx';
import { Carte } from '../../../ui/Carte.tsx';
import { copier } from '../copier.ts';

/** Les adresses des membres, prêtes à coller dans une messagerie. */
export function CourrielsDesMembres({ membres }: { readonly membres: readonly MembreDeSeance[] }) {
  const courriels = [...new Set(membres.flatMap(({ courriel }) => courriel?.trim() || []))];
  const sans = membres.filter(({ courriel }) => (courriel ?? '').trim() === '');
  return (
    <Carte
      titre="Courriels des membres"
      sousTitre={`${courriels.length} sur ${pluriel(membres.length, 'membre')}`}
      actions={
        <Bouton
          taille="petite"
          icone="copier"
          inactif={courriels.length === 0}
          titre={courriels.length === 0 ? 'Aucun courriel : saisissez-les dans « Modifier la séance… ».' : undefined}
          onClick={() => void copier(courriels.join('; '), `${pluriel(courriels.length, 'adresse')} à coller`)}
        >
          Copier la liste
        </Bouton>
      }
    >
      {courriels.length === 0 ? (
        <p className="encre2 t12">Aucun courriel saisi : « Modifier la séance… » en a la place.</p>
      ) : (
        <p className="papiers-courriels">{courriels.join('; ')}</p>
      )}
      {courriels.length > 0 && sans.length > 0 && (
        <p className="encre2 t12">{`Sans courriel : ${sans.map(({ nom }) => nom).join(', ')}.`}</p>
      )}
    </Carte>
  );
}
