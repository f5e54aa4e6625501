import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Archive, Refait } from '../../../../shared/contract/documents.ts';
import { pluriel } from '../../../../shared/domaine/libelles.ts';
import { api, messageErreur, q } from '../../../api.ts';
import { rangerDocument } from '../../../produire.ts';
import { Alerte, Chargement, EtatVide } from '../../../ui/Alerte.tsx';
import { Bouton } from '../../../ui/Bouton.tsx';
import { Defile } from '../../../ui/Defile.tsx';
import { notifierErreur } from '../../../ui/notifier.tsx';
import { Progression } from '../../../ui/Progression.tsx';
import { PuceFiltre } from '../../../ui/PuceFiltre.tsx';
import { useSuivi } from '../../../use-suivi.ts';
import type { DeLOnglet } from '../onglets.tsx';
import './documents.css';
import { TableauDocuments } from './TableauDocuments.tsx';

/** Les documents produits, gardés avec ce qui les a faits : rouvrir l’original, ou le refaire et comparer. */
export function OngletDocuments({ campagneId }: DeLOnglet) {
  const requetes = useQueryClient();
  const { data, error } = useQuery({
    ...q.documents.archives.queryOptions({ input: { campagneId } }),
    // Un document produit ailleurs dans la page doit y être.
    refetchOnMount: 'always',
  });
  const [natures, setNatures] = useState<readonly string[]>([]);
  const [refait, setRefait] = useState<Refait | null>(null);
  const verification = useSuivi<Refait>('refaire-document');
  if (error) return <Alerte ton="al">{messageErreur(error)}</Alerte>;
  if (!data) return <Chargement />;
  if (data.length === 0)
    return (
      <EtatVide titre="Aucun document produit" icone="document">
        Dossier de séance, relevé, lettres, fiches : chaque document produit se range ici, avec de quoi le refaire à
        l’identique.
      </EtatVide>
    );
  const montres = natures.length === 0 ? data : data.filter(({ libelle }) => natures.includes(libelle));
  const comptes = [...Map.groupBy(data, ({ libelle }) => libelle)].map(([valeur, siens]) => ({
    valeur,
    nombre: siens.length,
  }));

  async function rouvrir({ id }: Archive) {
    try {
      const { documentId } = await api.documents.rouvrir({ archiveId: id });
      await rangerDocument(documentId);
    } catch (erreur) {
      notifierErreur(messageErreur(erreur), 'Le document n’a pas été rouvert');
    }
  }
  async function refaire({ id }: Archive) {
    setRefait(null);
    setRefait(await verification.lancer((signal) => api.documents.refaire({ archiveId: id }, { signal })));
    await requetes.invalidateQueries({ queryKey: q.documents.archives.key() });
  }
  return (
    <Defile libelle="Documents produits" className="documents">
      <div className="rangee">
        <PuceFiltre filtre={{ libelle: 'Nature', choisies: natures, possibles: comptes }} onChange={setNatures} />
        <span className="encre2 a-droite">{pluriel(montres.length, 'document')}</span>
      </div>
      {verification.progression && <Progression {...verification.progression} onAnnuler={verification.arreter} />}
      {verification.erreur !== null && (
        <Alerte ton="al" titre="Le document n’a pas pu être refait.">
          {verification.erreur}
        </Alerte>
      )}
      {refait && <Verdict refait={refait} onFermer={() => setRefait(null)} />}
      <TableauDocuments
        archives={montres}
        enCours={verification.enCours}
        onRouvrir={(archive) => void rouvrir(archive)}
        onRefaire={(archive) => void refaire(archive)}
      />
    </Defile>
  );
}

function Verdict({
  refait: { identique, original, document },
  onFermer,
}: {
  readonly refait: Refait;
  readonly onFermer: () => void;
}) {
  return (
    <Alerte
      ton={identique ? 'ok' : 'al'}
      titre={identique ? 'Identique à l’original, octet pour octet.' : 'Différent de l’original.'}
      actions={
        <span className="rangee">
          {!identique && (
            <Bouton taille="petite" onClick={() => void rangerDocument(document.documentId)}>
              Voir le refait
            </Bouton>
          )}
          <Bouton taille="petite" onClick={onFermer}>
            Compris
          </Bouton>
        </span>
      }
    >
      {identique
        ? `${original.nom} : le refait a la même empreinte SHA-256, ${original.sha256.slice(0, 12)}…`
        : `${original.nom} : l’original, fait par la version ${original.version}, a l’empreinte ${original.sha256.slice(0, 12)}… ; le refait, ${document.sha256.slice(0, 12)}…. L’original gardé reste la pièce qui fait foi.`}
    </Alerte>
  );
}
