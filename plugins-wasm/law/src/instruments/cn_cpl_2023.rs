//! Civil Procedure Law of the People's Republic of China (中华人民共和国民事诉讼法), fifth amendment of 2023-09-01, in
//! force since 2024-01-01; read in full `[T]`.

pub mod judicial_confirmation;
