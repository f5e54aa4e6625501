import { LIBELLES_DECISION, LIBELLES_PILE, pluriel } from '../../../../shared/domaine/libelles.ts';
import { formaterDixiemes, formaterEuros } from '../../../../shared/domaine/nombres.ts';
import type { DonneesDossierDeSeance } from '../donnees.ts';
import { typo } from '../typographie.ts';
import { type DossierImprime, nommerCollectifs } from './impression.ts';

type AnDernier = NonNullable<DossierImprime['anDernier']>;

/**
 * Ce que la même structure avait présenté et obtenu l’année d’avant, et son bilan. La base ne tient pas encore de bilan : c’est dit,
 * jamais tu.
 */
export function direAnDernier({ precedente }: DonneesDossierDeSeance, { anDernier }: DossierImprime): string {
  if (precedente === null) return 'campagne absente de la base, décision et bilan non renseignés';
  if (anDernier === null) return 'aucun dossier de ce porteur';
  return typo(
    [
      anDernier.dossiers.length > 1 ? pluriel(anDernier.dossiers.length, 'dossier') : '',
      nommerCollectifs(anDernier.collectifs),
      ...anDernier.dossiers.map(direDossier),
      anDernier.agreeCentimes === null ? '' : `${formaterEuros(anDernier.agreeCentimes)} agréés`,
      'bilan : non renseigné',
    ]
      .filter((partie) => partie !== '')
      .join(' · '),
  );
}

/** « 72,2 sur 100, favorable, agréé sous réserve ». */
function direDossier({ dixiemes, pile, decision }: AnDernier['dossiers'][number]): string {
  const decide =
    decision === null ? 'sans décision' : decision === 'mixte' ? 'décisions partagées' : LIBELLES_DECISION[decision];
  return [
    dixiemes === null ? 'sans note' : `${formaterDixiemes(dixiemes)} sur 100`,
    ...(pile === null ? [] : [LIBELLES_PILE[pile].toLocaleLowerCase('fr')]),
    decide.toLocaleLowerCase('fr'),
  ].join(', ');
}
