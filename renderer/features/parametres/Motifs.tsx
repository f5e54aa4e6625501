import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { NatureDecision } from '../../../shared/contract/commun.ts';
import type { MotifDeDecision } from '../../../shared/contract/seances.ts';
import { normaliserTexte } from '../../../shared/domaine/textes.ts';
import { messageErreur, q } from '../../api.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { CaseACocher, ChampTexte } from '../../ui/Champs.tsx';
import { Defile } from '../../ui/Defile.tsx';
import { confirmer } from '../../ui/Dialogue.tsx';
import { notifier } from '../../ui/notifier.tsx';

const NATURES: readonly (readonly [NatureDecision, string])[] = [
  ['agree_sous_reserve', 'Réserve'],
  ['ajourne', 'Ajourné'],
  ['refuse', 'Refusé'],
  ['sans_suite', 'Sans suite'],
];

/** Un code stable tiré du libellé : il ne change plus quand le libellé est corrigé. */
function codePour(libelle: string, pris: ReadonlySet<string>): string {
  const racine =
    normaliserTexte(libelle)
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '')
      .slice(0, 50) || 'motif';
  let code = racine;
  for (let rang = 2; pris.has(code); rang++) code = `${racine}_${rang}`;
  return code;
}

/** Les motifs que le Copil propose : libellé, décisions où il sert, retiré ou non. */
export function Motifs({ motifs }: { readonly motifs: readonly MotifDeDecision[] }) {
  return <Formulaire key={JSON.stringify(motifs)} motifs={motifs} />;
}

function Formulaire({ motifs }: { readonly motifs: readonly MotifDeDecision[] }) {
  const requetes = useQueryClient();
  const [brouillon, setBrouillon] = useState(motifs);
  const [neuf, setNeuf] = useState('');
  const enregistrement = useMutation(
    q.parametres.modifierMotifs.mutationOptions({
      onSuccess: async () => {
        await requetes.invalidateQueries();
        notifier('La prochaine décision les propose ; celles déjà prises gardent leur motif.', 'Motifs enregistrés');
      },
    }),
  );
  const change = JSON.stringify(brouillon) !== JSON.stringify(motifs);
  const vides = brouillon.filter(({ libelle, natures }) => libelle.trim() === '' || natures.length === 0);
  const changer = (code: string, suite: Partial<MotifDeDecision>) =>
    setBrouillon(brouillon.map((motif) => (motif.code === code ? { ...motif, ...suite } : motif)));

  function ajouter(): void {
    if (neuf.trim() === '') return;
    const code = codePour(neuf, new Set(brouillon.map((motif) => motif.code)));
    setBrouillon([...brouillon, { code, libelle: neuf.trim(), natures: ['ajourne', 'refuse'], actif: true }]);
    setNeuf('');
  }

  async function revenir() {
    const oui = await confirmer({
      titre: 'Revenir aux motifs de Clas',
      texte: 'Les vôtres ne se proposeront plus ; ceux qui ont servi se lisent encore là où ils sont.',
      action: 'Revenir',
    });
    if (oui) enregistrement.mutate({ motifs: null });
  }

  return (
    <Carte
      titre="Motifs du Copil"
      sousTitre="ce que la séance propose pour réserver, ajourner, refuser ou classer"
      pied={
        <>
          <Bouton onClick={() => void revenir()}>Revenir aux motifs de Clas…</Bouton>
          <span className="rangee a-droite">
            <Bouton inactif={!change} onClick={() => setBrouillon(motifs)}>
              Annuler
            </Bouton>
            <Bouton
              genre="principal"
              icone="enregistrer"
              inactif={!change || vides.length > 0}
              enCours={enregistrement.isPending}
              onClick={() => enregistrement.mutate({ motifs: [...brouillon] })}
            >
              Enregistrer
            </Bouton>
          </span>
        </>
      }
    >
      {enregistrement.error && <Alerte ton="al">{messageErreur(enregistrement.error)}</Alerte>}
      <Defile libelle="Motifs" className="parametres-motifs">
        <table className="tableau">
          <caption className="invisible">Motifs proposés, et les décisions où ils servent</caption>
          <thead>
            <tr>
              <th scope="col">Motif</th>
              {NATURES.map(([nature, mot]) => (
                <th key={nature} scope="col" className="parametres-nature">
                  {mot}
                </th>
              ))}
              <th scope="col" className="parametres-nature">
                Proposé
              </th>
            </tr>
          </thead>
          <tbody>
            {brouillon.map(({ code, libelle, natures, actif }) => (
              <tr key={code}>
                <td>
                  <ChampTexte
                    libelle={`Libellé du motif ${code}`}
                    libelleCache
                    longueurMax={160}
                    valeur={libelle}
                    erreur={libelle.trim() === '' ? 'Un motif a un libellé.' : null}
                    onChange={(valeur) => changer(code, { libelle: valeur })}
                  />
                </td>
                {NATURES.map(([nature, mot]) => (
                  <td key={nature}>
                    <CaseACocher
                      libelle={`${libelle} : ${mot}`}
                      libelleCache
                      valeur={natures.includes(nature)}
                      onChange={(coche) =>
                        changer(code, {
                          natures: coche ? [...natures, nature] : natures.filter((une) => une !== nature),
                        })
                      }
                    />
                  </td>
                ))}
                <td>
                  <CaseACocher
                    libelle={`${libelle} : proposé`}
                    libelleCache
                    valeur={actif}
                    onChange={(coche) => changer(code, { actif: coche })}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Defile>
      {brouillon.some(({ natures }) => natures.length === 0) && (
        <Alerte ton="att">Un motif sert à une décision au moins : cochez-en une, ou ne le proposez plus.</Alerte>
      )}
      <div className="rangee">
        <ChampTexte
          libelle="Nouveau motif"
          longueurMax={160}
          valeur={neuf}
          onChange={setNeuf}
          className="parametres-neuf"
        />
        <Bouton icone="ajouter" inactif={neuf.trim() === ''} onClick={ajouter}>
          Ajouter
        </Bouton>
      </div>
    </Carte>
  );
}
