import {
  defaultParserErrorProvider,
  type IParserErrorMessageProvider,
  type TokenType,
  tokenLabel,
} from 'chevrotain';

/** Chevrotain's messages cut down to what was expected, in the labels of the tokens. */
export const messages: IParserErrorMessageProvider = {
  ...defaultParserErrorProvider,
  buildMismatchTokenMessage: ({ expected }) => tokenLabel(expected),
  buildNotAllInputParsedMessage: () => 'the end of the query',
  buildNoViableAltMessage: ({ expectedPathsPerAlt }) =>
    listOf(expectedPathsPerAlt.flatMap(paths => paths.map(path => path[0]))),
  buildEarlyExitMessage: ({ expectedIterationPaths }) => listOf(expectedIterationPaths.map(path => path[0])),
};

function listOf(tokens: readonly (TokenType | undefined)[]): string {
  const labels = [...new Set(tokens.flatMap(token => (token === undefined ? [] : [tokenLabel(token)])))];
  const last = labels.pop() ?? 'something else';
  return labels.length === 0 ? last : `${labels.join(', ')} or ${last}`;
}
