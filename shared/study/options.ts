import { MODELS, type RowWindow, STUDY_DEFAULTS, StudyError, type StudyOptions } from './study.ts';

function checkWindow(field: 'estimation' | 'window', window: RowWindow): void {
  const [from, to] = window;
  if (!(Number.isInteger(from) && Number.isInteger(to) && from <= to)) {
    throw new StudyError(
      'bad-window',
      `${field} must be two whole numbers of rows with from ≤ to, not [${from}, ${to}]`,
      { field, value: [from, to] },
    );
  }
}

function checkCount(field: 'minObservations' | 'thinBelow', value: number): void {
  if (Number.isInteger(value) && value >= 3) return;
  throw new StudyError('bad-window', `${field} must be a whole number of at least 3, not ${value}`, {
    field,
    value,
  });
}

/**
 * Defaults filled in and checked.
 *
 * @throws StudyError `bad-window` or `bad-lags`, naming the field. A lag below 0 would look ahead.
 */
export function studyOptions(given: Partial<StudyOptions> = {}): StudyOptions {
  const options = { ...STUDY_DEFAULTS, ...given };
  const { estimation, lags, model } = options;
  if (!MODELS.includes(model))
    throw new RangeError(`model must be one of ${MODELS.join(', ')}, not ${model}`);
  checkWindow('estimation', estimation);
  checkWindow('window', options.window);
  checkCount('minObservations', options.minObservations);
  checkCount('thinBelow', options.thinBelow);
  if (estimation[1] >= 0) {
    throw new StudyError(
      'bad-window',
      `estimation must end before the event's row, not at ${estimation[1]}`,
      {
        field: 'estimation',
        value: [...estimation],
      },
    );
  }
  const bad = lags.length === 0 || new Set(lags).size < lags.length;
  if (bad || lags.some((lag) => !Number.isInteger(lag) || lag < 0)) {
    throw new StudyError(
      'bad-lags',
      `lags must be different whole numbers of rows, 0 or more, not [${lags.join(', ')}]`,
      { field: 'lags', value: [...lags] },
    );
  }
  return options;
}
