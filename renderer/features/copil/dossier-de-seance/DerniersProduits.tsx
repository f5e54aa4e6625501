import { useQuery } from '@tanstack/react-query';
import { type DossierProduit, PartieDossier } from '../../../../shared/contract/dossier-de-seance.ts';
import { formaterInstant } from '../../../../shared/domaine/dates.ts';
import { pluriel } from '../../../../shared/domaine/libelles.ts';
import { api, messageErreur, q } from '../../../api.ts';
import { rangerDocument } from '../../../produire.ts';
import { Alerte } from '../../../ui/Alerte.tsx';
import { Bouton } from '../../../ui/Bouton.tsx';
import { Carte } from '../../../ui/Carte.tsx';
import { notifierErreur } from '../../../ui/notifier.tsx';

function direContenu({ options }: DossierProduit): string {
  return [
    options.allege ? 'version allégée' : 'version entière',
    ...(options.parties.length < PartieDossier.options.length ? [pluriel(options.parties.length, 'partie')] : []),
    ...(options.dossiers === 'a_debattre' ? ['fiches à débattre'] : []),
    ...(options.territoire === null ? [] : [options.territoire]),
  ].join(', ');
}

async function reprendre(archiveId: number): Promise<void> {
  try {
    const { documentId } = await api.dossierDeSeance.reprendre({ archiveId });
    await rangerDocument(documentId);
  } catch (erreur) {
    notifierErreur(messageErreur(erreur));
  }
}

/** Les dossiers de séance archivés : chacun se retrouve tel qu’il a été remis. */
export function DerniersProduits({ seanceId }: { readonly seanceId: number }) {
  const { data, error } = useQuery(q.dossierDeSeance.produits.queryOptions({ input: { seanceId } }));
  return (
    <Carte titre="Déjà produits" className="dossier-seance-produits">
      {error && (
        <Alerte ton="al" titre="La liste n’a pas pu être lue.">
          {messageErreur(error)}
        </Alerte>
      )}
      {data?.length === 0 && <p className="encre2">Aucun pour cette séance.</p>}
      <ul>
        {data?.map((produit) => (
          <li key={produit.id}>
            <div>
              <span className="g5">{formaterInstant(produit.instant)}</span>
              <span className="encre2">{` · ${produit.agent}`}</span>
              <div className="encre2 t12">
                {`${direContenu(produit)} · ${pluriel(produit.pages ?? 0, 'page')} · SHA-256 ${produit.sha256.slice(0, 12)}…`}
              </div>
            </div>
            <Bouton
              taille="petite"
              onClick={() => void reprendre(produit.id)}
              titre={`Reprendre celui du ${formaterInstant(produit.instant)}`}
            >
              Reprendre
            </Bouton>
          </li>
        ))}
      </ul>
    </Carte>
  );
}
