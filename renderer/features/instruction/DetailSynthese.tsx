import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Synthese } from '../../../shared/contract/instruction.ts';
import { formaterInstant } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterDixiemes } from '../../../shared/domaine/nombres.ts';
import { messageErreur, q } from '../../api.ts';
import { chemins, useAgent } from '../../contexte.tsx';
import { Alerte, Chargement } from '../../ui/Alerte.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { CaseACocher } from '../../ui/Champs.tsx';
import { Defile } from '../../ui/Defile.tsx';
import { CritereACompare } from './CritereCompare.tsx';
import { ASPECTS_LECTURE } from './colonnes-attributions.tsx';
import { ecrireNiveau } from './ecrire-niveau.ts';

interface Props {
  readonly campagneId: number;
  readonly dossierId: number;
}

/** Les lecteurs d’un dossier côte à côte, et de quoi régler leurs écarts. */
export function DetailSynthese({ campagneId, dossierId }: Props) {
  const { data, error } = useQuery(q.instruction.synthese.queryOptions({ input: { dossierId } }));
  const agent = useAgent();
  const [tous, setTous] = useState(false);
  const [ouvert, setOuvert] = useState<string | null>(null);
  if (error) return <Alerte ton="al">{messageErreur(error)}</Alerte>;
  if (!data) return <Chargement />;
  const montres = data.detail.filter((c) => tous || c.depasse || c.fixe !== null);
  return (
    <Carte
      titre={<span className="lect-nom">{data.structure || 'Structure sans nom'}</span>}
      sousTitre={`n° ${data.numero}`}
      actions={
        <>
          {data.aHarmoniser && (
            <Badge ton="att" signe="attention">
              À harmoniser
            </Badge>
          )}
          <span className="t15 g6">{data.note === null ? '—' : formaterDixiemes(data.note)}</span>
        </>
      }
      plein
      pied={
        <>
          <Link href={chemins.lecture(campagneId, dossierId)} className="lien">
            Ouvrir ma lecture
          </Link>
          <Link href={chemins.dossier(campagneId, dossierId)} className="lien a-droite">
            Ouvrir le dossier
          </Link>
        </>
      }
    >
      <Defile libelle={`Lectures de ${data.structure}`} className="lect-detail">
        <Lecteurs synthese={data} />
        {data.aveugle && (
          <Alerte ton="info" titre="Lecture aveugle.">
            Terminez votre lecture pour voir celle des autres.
          </Alerte>
        )}
        {data.detail.length > 0 && (
          <>
            {data.ecartNoteDepasse && data.ecartNote !== null && (
              <Alerte ton="att">
                {`${formaterDixiemes(data.ecartNote)} points séparent les notes des lecteurs : à partir de 15, c’est à harmoniser.`}
              </Alerte>
            )}
            {data.fixerRefuse !== null && data.aHarmoniser && <Alerte ton="info">{data.fixerRefuse}</Alerte>}
            <div className="rangee passe lect-filtre">
              <CaseACocher libelle={`Montrer les ${data.detail.length} critères`} valeur={tous} onChange={setTous} />
              {!tous && <span className="encre2 t12 a-droite">seuls les écarts et les niveaux fixés</span>}
            </div>
            <ul className="lect-criteres" aria-label="Critères comparés">
              {montres.map((critere) => (
                <CritereACompare
                  key={critere.code}
                  critere={critere}
                  synthese={data}
                  agentId={agent.id}
                  ouvert={ouvert === critere.code}
                  onOuvrir={(oui) => setOuvert(oui ? critere.code : null)}
                />
              ))}
              {montres.length === 0 && <li className="encre2">Aucun écart de deux niveaux.</li>}
            </ul>
          </>
        )}
        <ConditionsDiscutees conditions={data.conditions} />
        <Historique lignes={data.historique} />
      </Defile>
    </Carte>
  );
}

function Lecteurs({ synthese }: { readonly synthese: Synthese }) {
  return (
    <ul className="lect-lecteurs" aria-label="Lecteurs">
      {synthese.lecteurs.map((l) => (
        <li key={l.agentId}>
          <span className="g5">{l.nom}</span>
          {l.role === 'rapporteur' && <Badge ton="accent">Rapporteur</Badge>}
          <span className="encre2 t12">
            {l.ecarte === null
              ? ASPECTS_LECTURE[l.lecture].libelle
              : `lien d’intérêt (${l.ecarte}) : lecture gardée, hors de la synthèse`}
          </span>
          <b className="a-droite">{l.note === null ? '—' : formaterDixiemes(l.note)}</b>
        </li>
      ))}
    </ul>
  );
}

function ConditionsDiscutees({ conditions }: Pick<Synthese, 'conditions'>) {
  if (conditions.length === 0) return null;
  return (
    <section className="lect-suite">
      <h3>{pluriel(conditions.length, 'condition constatée différemment', 'conditions constatées différemment')}</h3>
      <ul>
        {conditions.map((c) => (
          <li key={c.code}>
            <span className="g5">{c.libelle}</span>
            {c.constats.map((k) => (
              <p key={k.agent} className="t12 encre2">
                {`${k.agent} : ${k.reponse.toLowerCase()}${k.commentaire ? `, « ${k.commentaire} »` : ''} (${formaterInstant(k.instant)})`}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Historique({ lignes }: { readonly lignes: Synthese['historique'] }) {
  if (lignes.length === 0) return null;
  return (
    <section className="lect-suite">
      <h3>Historique de la synthèse</h3>
      <ul>
        {lignes.map((l) => (
          <li key={l.id} className="t12">
            <span className="g5">{`${l.critere} : ${ecrireNiveau(l.avant, 'moyenne')} → ${ecrireNiveau(l.apres, 'moyenne')}`}</span>
            <span className="encre2">
              {` · ${l.agent}, ${formaterInstant(l.instant)}${l.commentaire ? ` : « ${l.commentaire} »` : ''}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
