import type { DossierDeSeance, Seance } from '../../../shared/contract/seances.ts';
import { alerteQuorum, quorumSans } from '../../../shared/domaine/quorum.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Icone } from '../../ui/Icone.tsx';
import { Signe } from '../../ui/Signe.tsx';
import { AVIS, INSTITUTIONS, libelleInstitution } from './libelles-copil.ts';

/** Les avis des institutions, dans leur ordre ; rien s’il n’y en a pas. */
export function AvisDonnes({
  avis,
  avecTexte,
}: {
  readonly avis: DossierDeSeance['avis'];
  readonly avecTexte: boolean;
}) {
  const rang = (institution: string) => INSTITUTIONS.findIndex(({ valeur }) => valeur === institution);
  return (
    <ul className="seance-avis-donnes">
      {avis
        .toSorted((a, b) => rang(a.institution) - rang(b.institution))
        .map(({ institution, sens, texte }) => {
          const aspect = AVIS.find(({ valeur }) => valeur === sens);
          return (
            aspect && (
              <li key={institution}>
                <span>{libelleInstitution(institution)}</span>
                <Badge ton={aspect.ton} signe={aspect.signe}>
                  {aspect.libelle}
                </Badge>
                {avecTexte && texte !== '' && <span className="encre2">{texte}</span>}
              </li>
            )
          );
        })}
    </ul>
  );
}

/** Qui se déporte, quel avis, et si le quorum manque : ce qui entoure la décision sans l’empêcher. */
export function AutourDuDossier({ seance, dossier }: { readonly seance: Seance; readonly dossier: DossierDeSeance }) {
  const sansEux = quorumSans(
    seance,
    dossier.recusations.map(({ membreId }) => membreId),
  );
  const alerte = alerteQuorum(sansEux);
  return (
    <>
      {alerte !== null && (
        <p className="seance-alerte">
          <Signe nom="attention" taille={16} className="att" />
          {dossier.recusations.length > 0 ? `Sans les membres déportés. ${alerte}` : alerte}
        </p>
      )}
      {dossier.recusations.map(({ membreId, nom, motif }) => (
        <p key={membreId} className="seance-deport">
          <Icone nom="agents" taille={18} />
          <span>
            {`${nom}, déport sur ce dossier`}
            <span className="encre2">{` : ${motif}`}</span>
          </span>
        </p>
      ))}
      {dossier.avis.length > 0 && <AvisDonnes avis={dossier.avis} avecTexte />}
    </>
  );
}
