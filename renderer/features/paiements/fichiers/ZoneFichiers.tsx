import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { DocumentProduit } from '../../../../shared/contract/documents.ts';
import { formaterInstant } from '../../../../shared/domaine/dates.ts';
import { pluriel } from '../../../../shared/domaine/libelles.ts';
import { api, messageErreur, q } from '../../../api.ts';
import { rangerDocument } from '../../../produire.ts';
import { Alerte } from '../../../ui/Alerte.tsx';
import { Bouton } from '../../../ui/Bouton.tsx';
import { Progression } from '../../../ui/Progression.tsx';
import { useSuivi } from '../../../use-suivi.ts';

/** Les fichiers d’un lot validé : classeur (original, puis duplicatas), bordereau à signer, ordre de virement. */
export function ZoneFichiers({ lotId }: { readonly lotId: number }) {
  const requetes = useQueryClient();
  const { data, error } = useQuery(q.fichiersLot.lire.queryOptions({ input: { lotId } }));
  const { enCours, progression, erreur, lancer, arreter } = useSuivi<DocumentProduit>('fichiers-lot');
  async function executer(appel: Parameters<typeof lancer>[0]): Promise<void> {
    const document = await lancer(appel);
    if (document === null) return;
    await rangerDocument(document.documentId);
    await requetes.invalidateQueries();
  }
  const produire = (appel: Parameters<typeof lancer>[0]) => void executer(appel);
  if (error) return <Alerte ton="al">{messageErreur(error)}</Alerte>;
  if (!data || (data.empeche !== null && data.original === null)) return null;
  const { original, duplicatas, empeche, virementEmpeche, alertes } = data;
  return (
    <div className="colonne">
      <h3>Fichiers</h3>
      {erreur !== null && <Alerte ton="al">{erreur}</Alerte>}
      {alertes.length > 0 && (
        <Alerte ton="al" titre="Aucun nouveau fichier.">
          {`${alertes.join(' ; ')}. Traitez-le dans l’onglet « IBAN à confirmer », ou annulez le lot.`}
        </Alerte>
      )}
      {progression && <Progression {...progression} onAnnuler={arreter} />}
      {empeche !== null && <p className="encre2 t12">{empeche}</p>}
      <Bouton
        icone="tableur"
        enCours={enCours}
        onClick={() => produire((signal) => api.fichiersLot.exporter({ lotId, exemplaire: 'original' }, { signal }))}
      >
        {original === null ? 'Classeur (original)' : 'Rouvrir l’original'}
      </Bouton>
      {original !== null && empeche === null && (
        <Bouton
          icone="tableur"
          enCours={enCours}
          onClick={() => produire((signal) => api.fichiersLot.exporter({ lotId, exemplaire: 'duplicata' }, { signal }))}
        >
          Duplicata du classeur
        </Bouton>
      )}
      {empeche === null && (
        <Bouton
          enCours={enCours}
          onClick={() => produire((signal) => api.fichiersLot.bordereau({ lotId }, { signal }))}
        >
          Bordereau à signer
        </Bouton>
      )}
      {empeche === null && virementEmpeche.length === 0 && (
        <Bouton enCours={enCours} onClick={() => produire((signal) => api.fichiersLot.virement({ lotId }, { signal }))}>
          Ordre de virement (XML)
        </Bouton>
      )}
      {original !== null && (
        <p className="encre2 t12">
          {`Original produit le ${formaterInstant(original.instant)}${original.agent === null ? '' : ` par ${original.agent}`}${duplicatas === 0 ? '' : ` ; ${pluriel(duplicatas, 'duplicata produit', 'duplicatas produits')}`}. Toujours les mêmes octets.`}
        </p>
      )}
      {empeche === null && virementEmpeche.length > 0 && (
        <p className="encre2 t12">{`Sans ordre de virement : ${virementEmpeche.slice(0, 3).join(' ; ')}.`}</p>
      )}
    </div>
  );
}
