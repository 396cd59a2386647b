// The words of the language. What is not of the language becomes FOREIGN or UNKNOWN, so that the reader of statements
// (StatementReader) can say what to write instead; it also makes END out of NEWLINE and ';', and ERROR.
lexer grammar AdLexer;

tokens { END, ERROR }

DIM       : 'dim' ;
PARAM     : 'param' ;
INPUT     : 'input' ;
CONST     : 'const' ;
FN        : 'fn' ;
SCAN      : 'scan' ;
OUTPUT    : 'output' ;
USE       : 'use' ;
DERIVE    : 'derive' ;
WRT       : 'wrt' ;
CARRY     : 'carry' ;
WHILE     : 'while' ;
CHECKPOINT : 'checkpoint' ;
BACKWARD  : 'backward' ;
SURROGATE : 'surrogate' ;
RETURN    : 'return' ;
WHERE     : 'where' ;
FOR       : 'for' ;
IN        : 'in' ;
IF        : 'if' ;
THEN      : 'then' ;
ELSE      : 'else' ;

NAME   : LETTER (LETTER | [0-9_])* ;
NUMBER : [0-9]+ ('.' [0-9]+)? ([eE] [+-]? [0-9]+)? ;
STRING : '"' ~["\r\n]* '"' ;

LPAREN   : '(' ;
RPAREN   : ')' ;
LBRACKET : '[' ;
RBRACKET : ']' ;
LBRACE   : '{' ;
RBRACE   : '}' ;
COMMA    : ',' ;
COLON    : ':' ;
SEMI     : ';' ;
DEFINE   : '=' ;
QUOTE    : '\'' ;

POWER         : '^' ;
EACH_POWER    : '.^' ;
TIMES         : '*' ;
OVER          : '/' ;
EACH_TIMES    : '.*' ;
EACH_OVER     : './' ;
PLUS          : '+' ;
MINUS         : '-' ;
LESS          : '<' ;
LESS_EQUAL    : '<=' ;
GREATER       : '>' ;
GREATER_EQUAL : '>=' ;
EQUAL         : '==' ;
NOT_EQUAL     : '!=' ;
AND           : '&&' ;
OR            : '||' ;
NOT           : '!' ;

// Alone it is never right: '2.', '.5', 'x.T', 'a .+ b'.
DOT : '.' ;

// The operators and comments of other languages.
FOREIGN
    : '**' | '.**' | '&' | '|' | '@' | '%' | ':=' | '<>' | '~=' | '===' | '!==' | '=<' | '=>' | '->' | '=~'
    | '+=' | '-=' | '*=' | '/=' | '^=' | '++' | '..' | '...' | '//' | '/*'
    ;

// '###' and more is a ruler, not documentation.
DOC     : '##' (~[#\r\n] ~[\r\n]*)? ;
COMMENT : '#' ~[\r\n]* -> skip ;
NEWLINE : '\r'? '\n' | '\r' ;
SPACE   : [ \t\f\u000B\u00A0\u2000-\u200B\u202F\u3000\uFEFF]+ -> skip ;

// Outside the basic plane a character is two chars of the text.
UNKNOWN : [\uD800-\uDBFF] [\uDC00-\uDFFF] | . ;

// Latin letters, and Greek ones without the signs that merely look like them.
fragment LETTER : [A-Za-z\u0391-\u03A1\u03A3-\u03A9\u03B1-\u03C9] ;
